import { foundPlaces, loadCodeLists } from '#directory';
import type { Actor } from '#platform/access.ts';
import { house } from '#platform/access.ts';
import { perform } from '#platform/work.ts';
import type { TestSystem } from '../../../test/database.ts';
import { appointStaff } from './commands/appoint-staff.ts';
import { enrolPupils } from './commands/enrol-pupils.ts';
import { loadSchoolYears } from './commands/load-school-years.ts';
import { makeClasses } from './commands/make-classes.ts';
import { openSchools } from './commands/open-school.ts';

/** For tests: a province with two schools that exist nowhere, in the school year 2023-2024. */
export interface SpecimenSchools {
  provinceId: number;
  schoolId: number;
  otherSchoolId: number;
  siteId: number;
  /** The house, sent to both schools. */
  house: Actor;
}

export async function openSpecimenSchools(system: TestSystem): Promise<SpecimenSchools> {
  const own = house('test', system.today());
  const paper = { fromDay: '2020-01-01', document: 'Quyết định mẫu' };
  await loadCodeLists(system);
  await perform(system, own, loadSchoolYears, {});
  const [provinceId = 0] = await perform(system, own, foundPlaces, {
    ...paper,
    places: [{ kind: 'province', name: 'Tỉnh Mẫu', parentId: null }],
  });
  const [schoolId = 0, otherSchoolId = 0] = await perform(system, own, foundPlaces, {
    ...paper,
    places: [
      {
        kind: 'school',
        name: 'Trường THCS Mẫu Một',
        parentId: provinceId,
        codes: [{ scheme: 'moet', code: '62608501' }],
      },
      {
        kind: 'school',
        name: 'Trường THCS Mẫu Hai',
        parentId: provinceId,
        codes: [{ scheme: 'moet', code: '62608502' }],
      },
    ],
  });
  const [siteId = 0] = await perform(system, own, foundPlaces, {
    ...paper,
    places: [{ kind: 'site', name: 'Điểm trường làng Mẫu', parentId: schoolId }],
  });
  await perform(system, own, openSchools, {
    schools: [schoolId, otherSchoolId].map(id => ({
      schoolId: id,
      levels: ['primary' as const, 'lower-secondary' as const],
      managedBy: 'district-office' as const,
    })),
  });
  return {
    provinceId,
    schoolId,
    otherSchoolId,
    siteId,
    house: house('test', system.today(), [schoolId, otherSchoolId]),
  };
}

export const makeSpecimenClasses = (
  system: TestSystem,
  of: SpecimenSchools,
  schoolId: number,
  names: string[],
  schoolYear = '2023-2024',
) =>
  perform(system, of.house, makeClasses, {
    schoolId,
    schoolYear,
    classes: names.map(name => ({ name, grades: [Number.parseInt(name, 10)] })),
  });

export const enrolSpecimenPupils = (
  system: TestSystem,
  of: SpecimenSchools,
  schoolId: number,
  classId: number,
  names: string[],
  code = 'HS',
) =>
  perform(system, of.house, enrolPupils, {
    schoolId,
    pupils: names.map((fullName, index) => ({
      person: { fullName, birthDay: `2011-03-${String((index % 28) + 1).padStart(2, '0')}`, sex: 'male' as const },
      pupilCode: `${code}${index + 1}`,
      classId,
    })),
  });

export const appointSpecimenStaff = (
  system: TestSystem,
  of: SpecimenSchools,
  schoolId: number,
  names: string[],
  code = 'GV',
) =>
  perform(system, of.house, appointStaff, {
    schoolId,
    staff: names.map((fullName, index) => ({
      person: { fullName },
      staffCode: `${code}${index + 1}`,
      job: 'teacher' as const,
      fromDay: '2023-08-01',
    })),
  });
