import { expectTypeOf, test } from 'vitest';
import { type RowOf, sheetSpec } from './index.ts';

test('a spec says the type of its rows', () => {
  const spec = sheetSpec({
    title: { vi: 'Học sinh', en: 'Pupils' },
    columns: {
      fullName: { kind: 'text', name: true, required: true, heading: { vi: 'Họ và tên', en: 'Full name' } },
      birthDay: { kind: 'day', heading: { vi: 'Ngày sinh', en: 'Date of birth' } },
      sex: {
        kind: 'choice',
        required: true,
        heading: { vi: 'Giới tính', en: 'Sex' },
        choices: [
          { value: 'male', label: { vi: 'Nam', en: 'Male' } },
          { value: 'female', label: { vi: 'Nữ', en: 'Female' } },
        ],
      },
      boards: { kind: 'yesNo', heading: { vi: 'Bán trú', en: 'Boards' } },
      siblings: { kind: 'number', heading: { vi: 'Số anh chị em', en: 'Siblings' } },
    },
    check: row =>
      row.sex === 'male' && row.fullName.startsWith('Y ')
        ? [
            {
              column: 'sex',
              code: 'x',
              severity: 'warning',
              message: { vi: '', en: '' },
              mend: { vi: '', en: '' },
            },
          ]
        : [],
  });
  expectTypeOf<RowOf<typeof spec>>().toEqualTypeOf<{
    readonly fullName: string;
    readonly birthDay: string | undefined;
    readonly sex: 'male' | 'female';
    readonly boards: boolean | undefined;
    readonly siblings: number | undefined;
  }>();
});
