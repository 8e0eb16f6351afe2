import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { specimenFacts, specimenIssue } from '../specimens.ts';
import { canonicalJson } from './canonical.ts';
import { outcomeWord } from './form-words.ts';
import { nextRole, signingRoles, type ToSign, whyNotYet } from './signing-order.ts';
import { factsHash, TranscriptFacts } from './transcript-facts.ts';
import { transcriptXml } from './transcript-xml.ts';

const regimes = Object.keys(specimenFacts) as (keyof typeof specimenFacts)[];

describe('facts', () => {
  test('the same facts give the same text, whatever the order in which they were read', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { f: 1, e: 2 }], c: null } })).toBe(
      '{"a":{"c":null,"d":[2,{"e":2,"f":1}]},"b":1}',
    );
  });

  test('letters composed and decomposed are the same letters', () => {
    const facts = specimenFacts['tt22-2021'];
    const apart = { ...facts, pupil: { ...facts.pupil, name: facts.pupil.name.normalize('NFD') } };
    expect(apart.pupil.name).not.toBe(facts.pupil.name.normalize('NFC'));
    expect(factsHash(apart)).toBe(factsHash(facts));
    expect(transcriptXml(apart, specimenIssue)).toBe(transcriptXml(facts, specimenIssue));
  });

  test.each(regimes)('%s: kept as JSON and read again they are the same facts', regime => {
    const facts = specimenFacts[regime];
    expect(factsHash(TranscriptFacts.parse(JSON.parse(canonicalJson(facts))))).toBe(factsHash(facts));
  });

  test('one mark changed is another hash', () => {
    const facts = specimenFacts['tt22-2021'];
    const [first, ...rest] = facts.subjects;
    if (!first) throw new Error('no subjects');
    const other = { ...facts, subjects: [{ ...first, year: { tenths: 81, level: null } }, ...rest] };
    expect(factsHash(other)).not.toBe(factsHash(facts));
  });
});

describe('the XML', () => {
  test('is the same bytes for the same facts, and other bytes for another version', () => {
    const facts = specimenFacts['tt58-2011'];
    expect(transcriptXml(facts, specimenIssue)).toBe(transcriptXml(facts, specimenIssue));
    expect(transcriptXml(facts, { ...specimenIssue, version: 2 })).not.toBe(transcriptXml(facts, specimenIssue));
  });

  test('keeps signs that mean something in XML as text', () => {
    const facts = { ...specimenFacts['tt22-2021'], comment: 'Giỏi <b>Toán</b> & "Lí"\nchăm\u0001' };
    expect(transcriptXml(facts, specimenIssue)).toContain(
      '<comment>Giỏi &lt;b&gt;Toán&lt;/b&gt; &amp; &quot;Lí&quot;&#10;chăm</comment>',
    );
  });

  const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
  test.skipIf(!hasXmllint).each(regimes)('%s: fits its schema (xmllint)', regime => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'rong-xml-')), 'hoc-ba.xml');
    writeFileSync(file, transcriptXml(specimenFacts[regime], specimenIssue));
    const schema = path.join(import.meta.dirname, '..', 'paper', 'transcript.xsd');
    const judged = spawnSync('xmllint', ['--noout', '--schema', schema, file], { encoding: 'utf8' });
    expect(judged.stderr).toContain('validates');
  });
});

describe('what becomes of the pupil', () => {
  const facts = specimenFacts['tt22-2021'];
  test.each([
    [facts, 'Được lên lớp 8'],
    [{ ...facts, grade: 12 }, 'Hoàn thành chương trình trung học phổ thông'],
    [
      { ...facts, outcome: 'not-promoted' as const, outcomeWhy: 'absences' as const },
      'Không được lên lớp (nghỉ quá 45 buổi)',
    ],
    [specimenFacts['tt27-2020'], 'Hoàn thành chương trình lớp 3, được lên lớp 4'],
    [specimenFacts['tt30-2014'], 'Hoàn thành chương trình tiểu học'],
  ])('says it in the words of the form', (given, said) => {
    expect(outcomeWord(given)).toBe(said);
  });
});

describe('the order of signing', () => {
  const fresh: ToSign = { isNewest: true, isRevoked: false, signed: [], coursesConfirmed: true };
  test('teachers, homeroom, principal, seal: each only after the one before', () => {
    expect(whyNotYet('homeroom', { ...fresh, coursesConfirmed: false })).toBe('courses');
    expect(whyNotYet('homeroom', fresh)).toBeUndefined();
    expect(whyNotYet('principal', fresh)).toBe('homeroom');
    expect(whyNotYet('principal', { ...fresh, signed: ['homeroom'] })).toBeUndefined();
    expect(whyNotYet('seal', { ...fresh, signed: ['homeroom'] })).toBe('principal');
    expect(whyNotYet('seal', { ...fresh, signed: ['homeroom', 'principal'] })).toBeUndefined();
  });

  test('nothing is signed twice, and nothing that no longer holds', () => {
    for (const role of signingRoles) {
      expect(whyNotYet(role, { ...fresh, signed: [...signingRoles] })).toBe('signed');
      expect(whyNotYet(role, { ...fresh, isRevoked: true })).toBe('revoked');
      expect(whyNotYet(role, { ...fresh, isNewest: false })).toBe('superseded');
    }
  });

  test('who comes next', () => {
    expect(nextRole([])).toBe('homeroom');
    expect(nextRole(['homeroom'])).toBe('principal');
    expect(nextRole(['principal', 'homeroom'])).toBe('seal');
    expect(nextRole(['homeroom', 'principal', 'seal'])).toBeUndefined();
  });
});
