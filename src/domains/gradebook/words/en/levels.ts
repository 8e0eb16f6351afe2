import type { levels as vi } from '../vi/levels.ts';

const academic = {
  good: 'Good',
  fair: 'Fair',
  passed: 'Passed',
  'not-passed': 'Not passed',
  average: 'Average',
  weak: 'Weak',
  poor: 'Poor',
  excellent: 'Completed with excellence',
  well: 'Completed well',
  completed: 'Completed',
  'not-completed': 'Not completed',
};

export const levels: typeof vi = {
  regimes: {
    'tt22-2021': 'Circular 22/2021',
    'tt58-2011': 'Circulars 58/2011, 26/2020',
    'tt27-2020': 'Circular 27/2020',
    'tt30-2014': 'Circulars 30/2014, 22/2016',
  },
  academic: (_regime, level) => academic[level],
  conduct: level => academic[level],
  award: (regime, award) =>
    ({
      excellent: regime === 'tt30-2014' ? 'Excellent completion' : 'Excellent pupil',
      good: 'Good pupil',
      advanced: 'Advanced pupil',
      model: 'Model pupil',
    })[award],
  outcomes: {
    promoted: 'Promoted',
    reassessment: 'To be assessed again',
    'summer-training': 'Conduct training in summer',
    'not-promoted': 'Not promoted',
    'principal-decides': 'The principal decides',
  },
  outcomesShort: {
    promoted: 'Promoted',
    reassessment: 'Re-assess',
    'summer-training': 'Summer',
    'not-promoted': 'Repeats',
    'principal-decides': 'To decide',
  },
  why: {
    absences: 'more than 45 absences',
    academic: 'academic result',
    conduct: 'conduct',
    'conduct-and-academic': 'both academic result and conduct',
    decided: 'decided by the principal',
  },
  mark: { passed: 'P', 'not-passed': 'NP', T: 'T', H: 'H', C: 'C' },
  periods: { 1: 'Term I', 2: 'Term II', 3: 'Year', 4: 'After summer' },
};
