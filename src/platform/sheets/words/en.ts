import type { vi } from './vi.ts';

export const en: typeof vi = {
  faults: {
    emptyFile: { message: 'The file is empty.', mend: 'Choose the right file and send it again.' },
    tooLarge: {
      message: 'The file has {size} MB, more than {most} MB.',
      mend: 'Remove pictures and sheets that are not needed, or split the file.',
    },
    zipBomb: {
      message: 'The file would unpack to far more than was sent, so it was not opened.',
      mend: 'Open it in Excel, copy the data to a new file, save it as .xlsx and send that.',
    },
    password: {
      message: 'The file is protected by a password.',
      mend: 'Open it in Excel, take the password off (File → Info → Protect), save it and send it again.',
    },
    notASpreadsheet: {
      message: 'This file is {what}, not a spreadsheet.',
      mend: 'Send an Excel file (.xlsx, .xls) or CSV; best use the template from this page.',
    },
    otherSpreadsheet: {
      message: 'This file is a spreadsheet of another kind ({what}) that cannot be read yet.',
      mend: 'Open it, save it as Excel (.xlsx) and send that file.',
    },
    unreadable: {
      message: 'The file is damaged or is not what it says it is.',
      mend: 'Open it in Excel, save it as .xlsx and send that file.',
    },
    tooManyColumns: {
      message: 'The sheet “{sheet}” has more than {most} columns.',
      mend: 'Delete the columns on the right, or copy the needed ones to the template.',
    },
    tooManyRows: {
      message: 'The sheet “{sheet}” has more than {most} rows.',
      mend: 'Delete the rows at the end that are not needed, or split the file.',
    },
    cellTooLong: {
      message: 'A cell of the sheet “{sheet}” holds more than {most} letters.',
      mend: 'Shorten what stands in this cell and send the file again.',
    },
    noSheet: { message: 'No sheet of the file holds any data.', mend: 'Fill in the template and send it again.' },
    noSuchSheet: { message: 'There is no sheet “{sheet}”.', mend: 'Choose a sheet of the file: {sheets}.' },
    csvQuote: {
      message: 'Row {row}: a quotation mark opens and never closes.',
      mend: 'Mend the quotation mark in this row, or save the file as .xlsx.',
    },
    headingNotFound: {
      message: 'No row of headings was found in the sheet “{sheet}”.',
      mend: 'Use the template, or choose the heading row and map the columns by hand.',
    },
    columnMissing: {
      message: 'The required column “{heading}” is missing.',
      mend: 'Add the column to the file, or map it to one that is there.',
    },
    columnTwice: {
      message: 'The column “{heading}” stands there more than once: {letters}.',
      mend: 'Delete or rename the extra one, or choose the right one when mapping.',
    },
    noRows: {
      message: 'There are no rows below the headings.',
      mend: 'Fill in rows from row {row} and send it again.',
    },
    footerRow: {
      message: 'Row {row} is a total or a signature and is not imported.',
      mend: 'If it holds data, mend the row; if not, leave it.',
    },
    legacyText: {
      message: 'The text was typed in an old font ({encoding}): “{before}” may be “{after}”.',
      mend: 'Look at the preview and agree to convert it, or convert the file and send it again.',
    },
    required: { message: '“{heading}” is missing.', mend: 'Fill in this cell.' },
    formulaText: {
      message: 'Formulas are not accepted: the text begins with “{sign}”.',
      mend: 'Type it as plain text, without the “{sign}” in front.',
    },
    formulaUsed: {
      message: 'The column “{heading}” has {count} cells with formulas; the values they show were taken.',
      mend: 'If the values are not right, copy the column and paste it as values.',
    },
    formulaWithoutValue: {
      message: 'The cell is a formula and the file does not hold its result.',
      mend: 'Open the file in Excel and save it, or paste the column as values.',
    },
    formulaReachesOut: {
      message: 'The formula calls a program or an address outside the file and is not accepted.',
      mend: 'Delete the formula and type the value.',
    },
    cellError: { message: 'The cell shows the error {value}.', mend: 'Mend the formula or type the right value.' },
    textBecameDay: {
      message: 'The spreadsheet has turned the text into a date.',
      mend: 'Format the column as Text and type it again, for example class 6/1.',
    },
    tooLong: { message: 'It has {count} characters, at most {most} are allowed.', mend: 'Write it shorter.' },
    dayYearOnly: {
      message: 'Only a year, without day and month.',
      mend: 'Write day/month/year, for example 25/05/2011.',
    },
    dayTwoDigitYear: {
      message: 'The year has only two digits.',
      mend: 'Write all four digits, for example 25/05/2011.',
    },
    dayMonthFirst: {
      message: 'The month stands before the day.',
      mend: 'Write the day first: day/month/year, for example 25/05/2011.',
    },
    noSuchDay: { message: 'The calendar has no such day.', mend: 'Check the day and the month.' },
    notADay: { message: 'It is not a date.', mend: 'Write day/month/year, for example 25/05/2011.' },
    dayTooEarly: { message: 'It is before {limit}.', mend: 'Check the year.' },
    dayTooLate: { message: 'It is after {limit}.', mend: 'Check the year.' },
    notANumber: { message: 'It is not a number.', mend: 'Write only the number, for example 12 or 8,5.' },
    notWhole: { message: 'It must be a whole number.', mend: 'Write it without a decimal part.' },
    tooSmall: { message: 'It is less than {limit}.', mend: 'Check the number.' },
    tooBig: { message: 'It is more than {limit}.', mend: 'Check the number.' },
    notAYear: { message: 'It is not a year.', mend: 'Write four digits, for example 1980.' },
    notYesNo: { message: 'It must be yes or no.', mend: 'Write “Có” or “x”; leave it empty or write “Không”.' },
    notAChoice: { message: 'It is not in the list.', mend: 'Choose one of: {choices}.' },
    choiceUnclear: { message: 'It fits several: {choices}.', mend: 'Write it with all its marks, as in the list.' },
    citizenNotDigits: {
      message: 'A citizen number has digits only.',
      mend: 'Format the column as Text and type all 12 digits.',
    },
    citizenLength: {
      message: 'The citizen number has {digits} digits; it must have 12.',
      mend: 'Look at the birth certificate or the identity card.',
    },
    citizenOldCard: {
      message: 'This is the nine-digit number of an old identity card.',
      mend: 'Write the citizen number of 12 digits.',
    },
    citizenZerosLost: {
      message: 'The citizen number has lost its leading zeros.',
      mend: 'It may be {offered}: check the papers, format the column as Text and type it again.',
    },
    citizenZerosAdded: {
      message:
        'The citizen number had lost its leading zeros; taken as {offered}, which fits province, birth year and sex.',
      mend: 'Check the papers; next time format the column as Text.',
    },
    citizenUnknownProvince: {
      message: 'The first three digits are no province.',
      mend: 'Check the papers; if it is right, leave it.',
    },
    citizenSexDiffers: {
      message: 'The citizen number does not fit the sex.',
      mend: 'Check the birth certificate; if the civil status was corrected, leave it.',
    },
    citizenYearDiffers: {
      message: 'The citizen number does not fit the year of birth.',
      mend: 'Check the birth certificate; if the civil status was corrected, leave it.',
    },
    duplicate: {
      message: 'The same “{heading}” stands in row {other}.',
      mend: 'Keep the right row, delete or mend the other.',
    },
  },
  kinds: {
    pdf: 'a PDF file',
    word: 'a Word document',
    powerpoint: 'a PowerPoint presentation',
    image: 'a picture',
    page: 'a web page without a table',
    program: 'a program',
    archive: 'an archive',
    binary: 'a binary file',
    ods: 'OpenDocument (.ods)',
    xlsb: 'binary Excel (.xlsb)',
  },
  encodings: { tcvn3: 'TCVN3', vni: 'VNI' },
  sheets: {
    faults: 'Faults',
    guide: 'Guide',
    lists: 'Lists',
    sheet: 'Sheet',
    cell: 'Cell',
    value: 'Value',
    severity: 'Kind',
    fault: 'Fault',
    mend: 'How to mend it',
    error: 'Error',
    warning: 'To check',
    column: 'Column',
    required: 'Required',
    howToFill: 'What to write',
    yes: 'Yes',
    no: 'No',
  },
  help: {
    text: 'Text',
    textMost: 'Text, at most {most} characters',
    day: 'Day/month/year, for example 25/05/2011',
    number: 'A number',
    year: 'A year, four digits',
    yesNo: 'Yes or No',
    choice: 'Choose from the list',
    citizenNumber: '12 digits, with the leading zeros',
  },
  inputTitle: 'What to write',
  choiceTitle: 'Not in the list',
  choiceMessage: 'Choose one from the list of the cell.',
};
