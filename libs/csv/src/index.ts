export { asText, CsvFault, csvLine, CsvReader, type CsvRow, fromText } from './csv.ts';
