import { type Browser, chromium } from 'playwright-core';
import { getBinary } from './debian-packages.ts';

const CHROMIUM = { binaries: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' };

/** It looks at pages of this machine only; nothing of it may ask the network for anything. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless Chromium: the one that is installed, else (for root on Debian) one that is installed by apt. Throws
 * when none of it is possible; tests in a browser are never skipped. The caller closes it.
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = await getBinary(CHROMIUM, 'The tests need Chromium: install the package chromium.');
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
}
