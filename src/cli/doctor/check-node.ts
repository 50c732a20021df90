import { type Finding, fine, wrong } from '../../domain/finding.ts';

const MIN_NODE = { major: 20, minor: 19 } as const;

/** Whether this Node runs the program. */
export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > MIN_NODE.major || (major === MIN_NODE.major && minor >= MIN_NODE.minor);
  const what = `Node ${process.versions.node}`;
  return isNew ? fine(what) : wrong(what, `install Node ${MIN_NODE.major}.${MIN_NODE.minor} or newer`);
}
