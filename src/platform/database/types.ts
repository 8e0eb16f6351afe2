import type { ColumnType } from 'kysely';

/** A column the database fills where we say nothing. */
export type Generated<T> = [T] extends [ColumnType<infer Read, infer Written, infer Changed>]
  ? ColumnType<Read, Written | undefined, Changed>
  : ColumnType<T, T | undefined, T>;

/** Read as plain values, to be parsed by the reader; written as JSON text (see `json`). */
export type Json = ColumnType<unknown, string, string>;

export type Timestamp = Date;

/** Values for a jsonb column. Without this, node-postgres would turn an array into a PostgreSQL array. */
export const json = (value: unknown): string => JSON.stringify(value);
