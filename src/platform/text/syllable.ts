/**
 * Whether a word can be a Vietnamese syllable: an onset, a rime, at most one tone, and only sắc or nặng before p, t,
 * c, ch. Used to tell text in an old encoding from text that is merely foreign; never to judge a person's name.
 */
const rimes = (
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
  'e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu ' +
  'i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot ' +
  'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
  'u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt ' +
  'uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu'
).split(' ');

const syllable = new RegExp(
  `^(?:b|ch?|d|đ|gh?|gi|kh?|h|l|m|ng?h?|nh|p|ph|qu?|r|s|th?|tr|v|x)?(?:${rimes.join('|')})$`,
  'u',
);
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/gu;

export function isVietnameseSyllable(word: string): boolean {
  const decomposed = word.toLowerCase().normalize('NFD');
  const marks = decomposed.match(toneMarks) ?? [];
  if (marks.length > 1) return false;
  const toneless = decomposed.replace(toneMarks, '').normalize('NFC');
  if (!syllable.test(toneless)) return false;
  return !/(?:p|t|c|ch)$/.test(toneless) || marks[0] === '\u0301' || marks[0] === '\u0323';
}
