import { z } from '@hono/zod-openapi';

/** What the API speaks of. Days are "2023-02-25", moments ISO 8601, identities whole numbers. */
export const Day = z.iso.date().openapi({ example: '2023-02-25' });

export const Place = z
  .object({
    id: z.int(),
    kind: z.string().openapi({ example: 'school' }),
    name: z.string(),
    shortName: z.string(),
    parentId: z.int().nullable(),
    moetCode: z.string().nullable(),
    gsoCode: z.string().nullable(),
    fromDay: z.string(),
    untilDay: z.string().openapi({ description: 'The day it ended (exclusive), or "infinity".' }),
  })
  .openapi('Place');

export const Class = z
  .object({
    schoolId: z.int(),
    id: z.int(),
    schoolYear: z.string(),
    name: z.string(),
    grades: z.array(z.int()),
    siteId: z.int().nullable(),
  })
  .openapi('Class');

export const Enrolment = z
  .object({
    schoolId: z.int(),
    id: z.int(),
    personId: z.int(),
    pupilCode: z.string(),
    fullName: z.string(),
    birthDay: z.string().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    classId: z.int().nullable(),
    grade: z.int().nullable(),
    fromDay: z.string(),
    untilDay: z.string(),
    cameBy: z.string(),
    leftBy: z.string().nullable(),
  })
  .openapi('Enrolment');

export const Person = z
  .object({
    id: z.int(),
    fullName: z.string(),
    birthDay: z.string().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    ethnicKey: z.string().nullable(),
    citizenNumber: z.string().nullable(),
    ministryCode: z.string().nullable(),
  })
  .openapi('Person');

export const Plan = z
  .object({
    id: z.int(),
    placeId: z.int(),
    parentPlanId: z.int().nullable(),
    title: z.string(),
    number: z.string().nullable(),
    issuedOn: z.string().nullable(),
    fromDay: z.string(),
    untilDay: z.string(),
    adoptedOn: z.string().nullable(),
  })
  .openapi('Plan');

export const Target = z
  .object({
    id: z.int(),
    planId: z.int(),
    position: z.int(),
    name: z.string(),
    text: z.string(),
    comparator: z.enum(['at-least', 'more-than', 'exactly', 'at-most', 'less-than']),
    valueTenths: z.int().openapi({ description: 'Tenths of the unit: 500 means 50 %.' }),
    unit: z.string(),
    indicator: z.string().nullable(),
  })
  .openapi('Target');

export const Reading = z
  .object({
    indicator: z.string(),
    placeId: z.int(),
    period: z.string(),
    asOf: z.string(),
    origin: z.enum(['computed', 'declared', 'inspected']),
    numerator: z.int(),
    denominator: z.int(),
    unitsExpected: z.int(),
    unitsCounted: z.int(),
    newestRecordAt: z.string().nullable(),
  })
  .openapi('Reading');

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    faults: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem');
