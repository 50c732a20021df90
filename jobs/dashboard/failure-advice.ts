import type { FailureCode } from '../../src/domain/failure.ts';
import type { Language } from './translate.ts';

/** What to do about a failure of a run that is on the queue; docs/operations.md tells more about each code. */
const ADVICE: Readonly<Partial<Record<FailureCode, Readonly<Record<Language, string>>>>> = {
  RULES_INVALID: {
    vi: 'Chạy kyhan rules check, sửa các lỗi được liệt kê, rồi đưa lại lượt chạy.',
    en: 'Run kyhan rules check, correct what it lists, then submit the run again.',
  },
  NO_RULES_ON_DAY: {
    vi: 'Không có quy tắc nào có hiệu lực vào ngày này: chọn ngày khác, hoặc bổ sung bản quy tắc sớm hơn.',
    en: 'No rule is valid on that day: choose another day, or give the rules an earlier version.',
  },
  INPUT_NOT_FOUND: {
    vi: 'Máy đọc tệp không thấy tệp: kiểm tra thư mục KYHAN_INPUT_DIR, rồi dựng lại hàng đợi.',
    en: 'The importing machine does not see the file: check KYHAN_INPUT_DIR, then rebuild the queue.',
  },
  INPUT_CHANGED: {
    vi: 'Tệp đổi trong lúc đọc: đưa lại lượt chạy khi tệp đã ghi xong.',
    en: 'The file changed while it was read: submit it again when its writer has finished.',
  },
  INPUT_UNREADABLE: {
    vi: 'Kiểm tra định dạng và bảng mã của tệp, rồi đưa lại lượt chạy.',
    en: 'Check format and encoding of the file, then submit the run again.',
  },
  INPUT_HEADER: {
    vi: 'Kiểm tra dòng tiêu đề của tệp, hoặc chọn bảng ánh xạ đúng.',
    en: 'Check the header of the file, or choose the right mapping.',
  },
  AMOUNT_TOO_LARGE: {
    vi: 'Tìm hoá đơn, khoản trả hay dự phòng có số tiền vô lý trong tệp và sửa lại.',
    en: 'Look for an absurd amount in the files and correct it.',
  },
  CONTROL_TOTALS: {
    vi: 'Không giao báo cáo nào. Hãy báo đây là lỗi của chương trình, kèm nội dung ở trên.',
    en: 'No report is handed out. Report it as a fault of the program, with the message above.',
  },
  DATABASE_UNAVAILABLE: {
    vi: 'Kiểm tra máy chủ cơ sở dữ liệu. Khi nó trở lại, việc tự chạy tiếp; nếu không, hãy thử lại.',
    en: 'Check the database server. When it is back, work goes on by itself; if not, retry.',
  },
  DATABASE_READ_ONLY: {
    vi: 'Cấp quyền ghi cho người dùng của cơ sở dữ liệu, rồi thử lại.',
    en: 'Give the user of the database the right to write, then retry.',
  },
  DATABASE_SCHEMA: {
    vi: 'Phiên bản chương trình và cơ sở dữ liệu khác nhau: nâng cấp các máy, hoặc chạy kyhan migrate.',
    en: 'Program and database have different versions: upgrade the machines, or run kyhan migrate.',
  },
  DISK_FULL: {
    vi: 'Giải phóng đĩa trên máy chủ cơ sở dữ liệu, rồi thử lại.',
    en: 'Free some disk on the database server, then retry.',
  },
  OUTPUT: {
    vi: 'Không ghi được báo cáo: kiểm tra thư mục tạm và đĩa của máy làm việc, rồi thử lại.',
    en: 'A report cannot be written: check the temporary folder and the disk of the worker, then retry.',
  },
  RUN_INTERRUPTED: {
    vi: 'Có người hoặc máy đã dừng việc này: hãy thử lại.',
    en: 'Somebody or something stopped it: retry.',
  },
};

const GENERAL: Readonly<Record<Language, string>> = {
  vi: 'Tra mã lỗi trong tài liệu vận hành, sửa nguyên nhân, rồi thử lại.',
  en: 'Look the code up in the guide for operators, mend the cause, then retry.',
};

/** What an operator does about a failure of that code. */
export function adviseOn(code: string, language: Language): string {
  const found = Object.entries(ADVICE).find(([known]) => known === code)?.[1];
  return (found ?? GENERAL)[language];
}
