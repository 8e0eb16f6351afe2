/** Where a pupil sits next year: "6A" leads to "7A"; who repeats, and a name that holds no grade, keeps the name. */
export function nextClassName(name: string, grade: number, goesUp: boolean): string {
  if (!goesUp) return name;
  const parts = /^(\D*)(\d{1,2})(.*)$/.exec(name);
  return parts && Number(parts[2]) === grade ? `${parts[1]}${grade + 1}${parts[3]}` : name;
}
