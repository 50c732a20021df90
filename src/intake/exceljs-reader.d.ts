/** The one class of exceljs that is used here: all of it takes twice as long to load. */
declare module 'exceljs/lib/stream/xlsx/workbook-reader.js' {
  import type exceljs from 'exceljs';
  export default exceljs.stream.xlsx.WorkbookReader;
}
