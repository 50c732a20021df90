/** The one class of exceljs that is used here: all of it takes three times as long to load. */
declare module 'exceljs/lib/stream/xlsx/workbook-writer.js' {
  import type exceljs from 'exceljs';
  export default exceljs.stream.xlsx.WorkbookWriter;
}
