import type { viHandover } from './vi-handover.ts';

export const enHandover: typeof viHandover = {
  title: 'Hand over records, extracts',
  pupil: (code, birthDay) => `Code ${code} · born ${birthDay}`,
  held: {
    title: 'Transcripts at this school',
    none: 'There is no transcript of this pupil yet. They are made on the class’s page once the principal has approved the year.',
    year: 'School year',
    grade: 'Grade',
    version: 'Version',
    signed: 'Signed',
    unsigned: 'not signed',
    roles: { homeroom: 'Homeroom teacher', principal: 'Principal', seal: 'All, with the seal' },
  },
  out: {
    title: 'Package for another school',
    help: 'One zip: the signed transcripts of each year (PDF, XML), the results of terms of the year under way, and a manifest with the hash of each file. The receiving school can check each.',
    toWhom: 'Receiving school',
    why: 'Why',
    button: 'Make the package',
    done: 'The package is made. Download it below, under what was handed over.',
  },
  extract: {
    title: 'Extract of the transcript',
    help: 'The results of the years chosen, from the transcripts that were made. Sealed electronically where the school has its seal here.',
    years: 'School years',
    toWhom: 'Given to',
    why: 'What for',
    button: 'Give the extract',
    done: number => `Extract ${number} was given. Download it below, under what was handed over.`,
    unsealed: number =>
      `Extract ${number} was given without an electronic seal: the school has none here, or you may not use it. Print, sign and stamp it.`,
  },
  log: {
    title: 'Handed over and taken in',
    none: 'Nothing was handed over or taken in yet.',
    kinds: { extract: 'Extract', 'package-out': 'Package handed out', 'package-in': 'Package taken in' },
    to: whom => `for ${whom}`,
    from: whom => `from ${whom}`,
    download: 'Download',
    house: 'The system',
  },
  into: {
    title: 'Records of pupils who come',
    arrivals: 'Pupils who came from schools of the province',
    arrivalsHelp: 'The old school uses this system: take the records at once, without a file.',
    noArrivals: 'Nobody has newly come from a school of the province.',
    take: 'Take the records',
    taken: 'taken in',
    cameOn: day => `came on ${day}`,
    upload: 'By a file',
    uploadHelp: 'The package (.zip) that the old school sent. Each file in it is checked before it is taken in.',
    file: 'Package',
    check: 'Check the package',
    checked: 'The package, checked',
    from: 'Sent by',
    pupil: 'Pupil in the package',
    madeAt: 'Made',
    senders: {
      known: 'The manifest was signed by this system and is unchanged',
      unknown: 'The manifest was signed elsewhere: who sent it is not known; call the school to be sure',
    },
    files: 'Each file',
    noResults: 'The package holds no results of the year under way.',
    results: count => `Results of terms of the year under way: ${count}`,
    whose: 'Take into the records of',
    whoseHelp: 'Only pupils who are at this school. Look whether it is the right one.',
    button: 'Take in',
    done: (transcripts, recorded, left) =>
      [
        `${transcripts} transcript files taken in; download them under what was handed over.`,
        recorded > 0 && `${recorded} results went into the gradebook.`,
        left > 0 && `${left} results did not: the homeroom teacher or the principal records them on the class’s page.`,
      ]
        .filter(Boolean)
        .join(' '),
    noneLikely: 'No pupil of this school has this code: enrol the pupil first.',
    nothing: 'Choose a .zip file.',
  },
  faults: {
    empty: () => 'The file is empty. Choose the package again.',
    'too-large': () => 'The package is too large: 25 MB at most.',
    'not-a-package': () => 'This file is no package of records, or is damaged. Ask the school to send it again.',
    'zip-bomb': () => 'This zip swells abnormally and was not opened. Ask the school to send it again.',
    password: () => 'The zip has a password. Ask the school for one without.',
    'strange-file': path => `The package holds a strange file “${path}”: it was not made by the system.`,
    'no-manifest': path =>
      `The package has no manifest ${path}, or it cannot be read. Ask the school to send it again.`,
    'manifest-forged': () =>
      'The manifest was altered after it was made: its signature is wrong. It is not taken in; call the school.',
    'file-missing': path =>
      `The file “${path}” of the manifest is missing. It is not taken in; ask the school to send it again.`,
    'file-altered': path =>
      `The file “${path}” was altered: it differs from the manifest. It is not taken in; call the school.`,
    'file-unnamed': path => `The file “${path}” does not stand in the manifest. It is not taken in; call the school.`,
    'data-unreadable': path => `The file “${path}” of the package cannot be read. Ask the school to send it again.`,
    'transcript-changed': path =>
      `The transcript “${path}” is not intact: its signatures do not fit its content. It is not taken in; call the school.`,
  },
};
