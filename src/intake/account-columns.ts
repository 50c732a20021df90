import {
  AGENT_MODELS,
  CHARGE_KINDS,
  DEBTOR_TYPES,
  EVIDENCE_CODES,
  HOLD_KINDS,
  LEGAL_STATUSES,
  NOTICE_KINDS,
  PAYMENT_KINDS,
  SERVICE_STATUSES,
} from '../domain/invoice.ts';
import { choice, type Layout, optional, required } from './column.ts';

const CUSTOMER_ALIASES = ['Mã KH', 'Mã khách nợ'];
const CONTRACT_ALIASES = ['Số hợp đồng', 'Mã HĐ', 'Số HĐ'];
const INVOICE_ALIASES = ['Số hóa đơn'];

/** The canonical invoice file; the only one that billing and debts cannot do without. */
export const INVOICE_LAYOUT = {
  input: 'invoices',
  idColumn: 'invoiceId',
  columns: [
    required('invoiceId', 'id', 'Mã hóa đơn', 'Invoice ID', INVOICE_ALIASES),
    required('customerId', 'id', 'Mã khách hàng', 'Customer ID', CUSTOMER_ALIASES),
    optional('customerName', 'text', 'Tên khách hàng', 'Customer name', ['Khách hàng', 'Tên KH', 'Tên khách nợ']),
    { ...choice('debtorType', DEBTOR_TYPES, 'Loại khách nợ', 'Debtor type', ['Đối tượng nợ']), isRequired: true },
    required('contractId', 'id', 'Mã hợp đồng', 'Contract ID', CONTRACT_ALIASES),
    choice('agentModel', AGENT_MODELS, 'Hình thức đại lý', 'Agent model', ['Loại đại lý']),
    optional('agentId', 'code', 'Mã đại lý', 'Agent ID', ['Đại lý']),
    required('product', 'code', 'Sản phẩm', 'Product', ['Dịch vụ', 'Mã sản phẩm', 'Mã dịch vụ']),
    choice('chargeKind', CHARGE_KINDS, 'Loại khoản thu', 'Charge kind', ['Loại cước']),
    optional('managingUnit', 'code', 'Đơn vị quản lý', 'Managing unit', ['Đơn vị quản lý dịch vụ']),
    optional('regionUnit', 'code', 'Đơn vị khu vực', 'Region unit', ['CTKV', 'Công ty khu vực']),
    optional('period', 'month', 'Kỳ cước', 'Period', ['Tháng N', 'Tháng cước']),
    optional('cycleStart', 'date', 'Chu kỳ từ ngày', 'Cycle start', ['Từ ngày']),
    optional('cycleEnd', 'date', 'Chu kỳ đến ngày', 'Cycle end', ['Đến ngày']),
    required('issuedOn', 'date', 'Ngày hóa đơn', 'Issued on', ['Ngày phát hành', 'Ngày lập hóa đơn']),
    required('dueOn', 'date', 'Hạn thanh toán', 'Due on', ['Ngày đến hạn', 'Hạn nộp']),
    required('amount', 'amount', 'Số tiền', 'Amount', ['Tổng tiền', 'Thành tiền', 'Số tiền hóa đơn']),
    optional('currency', 'currency', 'Loại tiền', 'Currency', ['Tiền tệ', 'Đơn vị tiền']),
    optional('disputed', 'boolean', 'Tranh chấp', 'Disputed', ['Đang tranh chấp']),
    optional('voided', 'boolean', 'Đã hủy', 'Voided', ['Hóa đơn hủy', 'Hủy']),
  ],
} satisfies Layout;

/** The canonical payment file. */
export const PAYMENT_LAYOUT = {
  input: 'payments',
  idColumn: 'paymentId',
  columns: [
    required('paymentId', 'id', 'Mã thanh toán', 'Payment ID', ['Mã giao dịch', 'Số chứng từ']),
    optional('invoiceId', 'id', 'Mã hóa đơn', 'Invoice ID', INVOICE_ALIASES),
    optional('customerId', 'id', 'Mã khách hàng', 'Customer ID', CUSTOMER_ALIASES),
    required('paidOn', 'date', 'Ngày thanh toán', 'Paid on', ['Ngày nộp', 'Ngày giao dịch', 'Ngày thu']),
    required('amount', 'amount', 'Số tiền', 'Amount', ['Số tiền thanh toán']),
    optional('currency', 'currency', 'Loại tiền', 'Currency', ['Tiền tệ', 'Đơn vị tiền']),
    choice('kind', PAYMENT_KINDS, 'Loại giao dịch', 'Kind', ['Loại thanh toán']),
  ],
} satisfies Layout;

/** The canonical contract file. */
export const CONTRACT_LAYOUT = {
  input: 'contracts',
  idColumn: 'contractId',
  columns: [
    required('contractId', 'id', 'Mã hợp đồng', 'Contract ID', CONTRACT_ALIASES),
    required('customerId', 'id', 'Mã khách hàng', 'Customer ID', CUSTOMER_ALIASES),
    optional('product', 'code', 'Sản phẩm', 'Product', ['Dịch vụ', 'Mã sản phẩm', 'Mã dịch vụ']),
    {
      ...choice('serviceStatus', SERVICE_STATUSES, 'Trạng thái dịch vụ', 'Service status', ['Trạng thái']),
      isRequired: true,
    },
    optional('statusSince', 'date', 'Trạng thái từ ngày', 'Status since', ['Từ ngày']),
    optional('handedOverOn', 'date', 'Ngày bàn giao thu nợ', 'Handed over on', ['Ngày bàn giao']),
  ],
} satisfies Layout;

/** The canonical file of holds. */
export const HOLD_LAYOUT = {
  input: 'holds',
  idColumn: 'holdId',
  columns: [
    required('holdId', 'id', 'Mã tạm dừng', 'Hold ID', ['Số quyết định']),
    optional('contractId', 'id', 'Mã hợp đồng', 'Contract ID', CONTRACT_ALIASES),
    optional('invoiceId', 'id', 'Mã hóa đơn', 'Invoice ID', INVOICE_ALIASES),
    { ...choice('kind', HOLD_KINDS, 'Loại tạm dừng', 'Kind', ['Loại']), isRequired: true },
    required('from', 'date', 'Từ ngày', 'From', ['Hiệu lực từ']),
    optional('until', 'date', 'Đến ngày', 'Until', ['Hiệu lực đến']),
    required('reason', 'text', 'Lý do', 'Reason'),
    required('authority', 'text', 'Người quyết định', 'Authority', ['Cấp phê duyệt', 'Người phê duyệt']),
  ],
} satisfies Layout;

/** The canonical file of notices and collection steps. */
export const NOTICE_LAYOUT = {
  input: 'notices',
  idColumn: 'noticeId',
  columns: [
    required('noticeId', 'id', 'Mã thông báo', 'Notice ID', ['Số thông báo']),
    optional('contractId', 'id', 'Mã hợp đồng', 'Contract ID', CONTRACT_ALIASES),
    optional('invoiceId', 'id', 'Mã hóa đơn', 'Invoice ID', INVOICE_ALIASES),
    { ...choice('kind', NOTICE_KINDS, 'Loại thông báo', 'Kind', ['Loại']), isRequired: true },
    optional('channel', 'code', 'Kênh gửi', 'Channel', ['Kênh', 'Hình thức gửi']),
    required('sentOn', 'date', 'Ngày gửi', 'Sent on', ['Gửi ngày']),
    optional('deliveredOn', 'date', 'Ngày đến', 'Delivered on', ['Ngày nhận']),
    optional('proof', 'text', 'Chứng từ gửi', 'Proof', ['Mã bưu gửi']),
  ],
} satisfies Layout;

/** The canonical file of debtors. */
export const DEBTOR_LAYOUT = {
  input: 'debtors',
  idColumn: 'customerId',
  columns: [
    required('customerId', 'id', 'Mã khách hàng', 'Customer ID', CUSTOMER_ALIASES),
    choice('legalStatus', LEGAL_STATUSES, 'Tình trạng pháp lý', 'Legal status', ['Tình trạng']),
    optional('legalStatusOn', 'date', 'Tình trạng từ ngày', 'Legal status on', ['Từ ngày']),
    optional('payableAmount', 'amount', 'Số tiền phải trả khách', 'Payable amount', ['Phải trả']),
    { ...optional('evidence', 'codes', 'Tài liệu', 'Evidence', ['Hồ sơ', 'Chứng từ']), values: EVIDENCE_CODES },
  ],
} satisfies Layout;

/** The canonical file of booked provisions. */
export const PROVISION_LAYOUT = {
  input: 'provisions',
  idColumn: 'invoiceId',
  columns: [
    required('invoiceId', 'id', 'Mã hóa đơn', 'Invoice ID', INVOICE_ALIASES),
    optional('bookedOn', 'date', 'Ngày trích lập', 'Booked on', ['Ngày ghi sổ']),
    required('bookedAmount', 'amount', 'Số đã trích lập', 'Booked amount', ['Đã trích lập']),
    optional('fullyProvisionedOn', 'date', 'Ngày trích đủ 100%', 'Fully provisioned on', ['Trích đủ ngày']),
    optional('writtenOffOn', 'date', 'Ngày xử lý nợ', 'Written off on', ['Ngày xóa nợ']),
  ],
} satisfies Layout;
