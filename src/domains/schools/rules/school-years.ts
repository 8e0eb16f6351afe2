/**
 * Frames of the school year as the province's People's Committee decided them. "Before" a day in a decision is that day here:
 * all `until` days are the first that no longer belongs.
 */
export interface SchoolYearFrame {
  schoolYear: string;
  fromDay: string;
  untilDay: string;
  firstTermFrom: string;
  firstTermUntil: string;
  secondTermFrom: string;
  secondTermUntil: string;
  weeks: number;
  document: string;
}

export const schoolYearFrames: readonly SchoolYearFrame[] = [
  {
    // Return of pupils on 29/8, grade 1 on 22/8; continuing education has 32 weeks in some grades.
    schoolYear: '2022-2023',
    fromDay: '2022-08-22',
    untilDay: '2023-05-31',
    firstTermFrom: '2022-09-06',
    firstTermUntil: '2023-01-08',
    secondTermFrom: '2023-01-09',
    secondTermUntil: '2023-05-25',
    weeks: 35,
    document: 'Quyết định của UBND tỉnh Kon Tum ngày 16/8/2022 về khung kế hoạch thời gian năm học 2022-2023',
  },
  {
    // Return on 28/8, grade 1 on 21/8.
    schoolYear: '2023-2024',
    fromDay: '2023-08-21',
    untilDay: '2024-05-31',
    firstTermFrom: '2023-09-06',
    firstTermUntil: '2024-01-13',
    secondTermFrom: '2024-01-15',
    secondTermUntil: '2024-05-25',
    weeks: 35,
    document: 'Quyết định số 380/QĐ-UBND ngày 11/8/2023 của UBND tỉnh Kon Tum',
  },
  {
    // Return on 26/8, grade 1 of ethnic minority pupils on 12/8. The source gives no day for the end of the second term: the year's end.
    schoolYear: '2024-2025',
    fromDay: '2024-08-12',
    untilDay: '2025-05-31',
    firstTermFrom: '2024-09-06',
    firstTermUntil: '2025-01-18',
    secondTermFrom: '2025-01-20',
    secondTermUntil: '2025-05-31',
    weeks: 35,
    document: 'Khung kế hoạch thời gian năm học 2024-2025 của UBND tỉnh Kon Tum',
  },
];

/** The year that follows: '2022-2023' → '2023-2024'. */
export const nextSchoolYear = (schoolYear: string): string => {
  const end = Number(schoolYear.slice(5));
  return `${end}-${end + 1}`;
};
