import { fold } from './fold.js';
import type { Facts } from './fold.js';
import { mainId } from './ids.js';
import type { Command, CommandName, DataOf, Line } from './types.js';

type Correction = DataOf<'Correct'>;

function correctionTraits(record: readonly Command[]): readonly string[] {
  const replaced: number[] = [];
  return record.flatMap((command) => {
    if (command.command !== 'Correct') return [];
    const { entry, how } = command.data;
    const target = record[entry];
    const of = target?.command === 'Correct' ? `of a ${target.data.how}` : 'of a fact';
    const again = how === 'replace' && replaced.includes(entry) ? ['replaced again'] : [];
    if (how === 'replace') replaced.push(entry);
    const inner =
      how === 'replace' && target?.command === 'Correct' ? (command.data.with as Correction).how : undefined;
    return [`${how} ${of}`, ...(inner === undefined ? [] : [`${how} ${of} by a ${inner}`]), ...again];
  });
}

function lineTraits(line: Line): readonly string[] {
  const { decides, delegatedFrom, recommends, consulted, informed, oversees } = line;
  return [
    ...(decides === 'inherit' ? ['inherit'] : []),
    ...(typeof decides === 'string' ? [] : ['limits']),
    ...(delegatedFrom === undefined ? [] : ['delegatedFrom']),
    ...([recommends, consulted, informed, oversees].some((part) => part !== undefined) ? ['other parts'] : []),
  ];
}

function factTraits({ command, data }: Command): readonly string[] {
  if (command === 'Appoint') return data.as === 'acting' ? ['acting'] : [];
  if (command !== 'AdoptScheme' && command !== 'VaryDelegation') return [];
  const own =
    command === 'VaryDelegation' ? [`layer ${data.layer}`] : data.until === undefined ? [] : ['scheme with until'];
  return [...data.lines.flatMap(lineTraits), ...own];
}

function hasOrphan({ admissions, clusters, holders, appointments, placements, variations, functions }: Facts): boolean {
  const own = (id: string) => id.startsWith('own.');
  return (
    appointments.some(({ to }) => !holders.some(({ id }) => id === to)) ||
    placements.some(({ school }) => !admissions.some((admission) => admission.school === school)) ||
    placements.some(({ cluster }) => !clusters.some(({ id }) => id === cluster)) ||
    variations.some(({ lines }) =>
      lines.some((line) => own(line.function) && !functions.some(({ id }) => id === line.function)),
    )
  );
}

function repeats(ids: readonly string[]): boolean {
  return new Set(ids).size < ids.length;
}

/** What makes a record hard to read; each at most once. */
function traitsOf(record: readonly Command[]): ReadonlySet<string> {
  const ids = (...names: readonly CommandName[]) => record.filter(({ command }) => names.includes(command)).map(mainId);
  const facts = fold(record, record.length - 1);
  const begins = record.flatMap(({ data }) => ('from' in data ? [data.from] : []));
  const boards = record
    .filter(({ command, data }) => command === 'ConstituteBody' && data.tier === 'board')
    .map(mainId);
  return new Set([
    ...record.map(({ command }) => command),
    ...correctionTraits(record),
    ...record.flatMap(factTraits),
    ...(repeats(ids('AdmitSchool')) ? ['admitted again'] : []),
    ...(repeats(ids('DissolveBody', 'AbolishPost', 'EndAppointment', 'EndVariation')) ? ['ended again'] : []),
    ...(repeats(ids('ConstituteBody', 'CreatePost', 'Appoint', 'AdoptScheme', 'VaryDelegation'))
      ? ['id used again']
      : []),
    ...(ids('DissolveBody').some((id) => boards.includes(id)) ? ['board dissolved'] : []),
    ...(hasOrphan(facts) ? ['orphan'] : []),
    ...(begins.some((from, at) => from < (begins[at - 1] ?? from)) ? ['back-dated'] : []),
  ]);
}

const EXPECTED: readonly string[] = [
  ...(['AdmitSchool', 'ReleaseSchool', 'ClassifySchool', 'FormCluster', 'PlaceSchool'] satisfies CommandName[]),
  ...(['ConstituteBody', 'DissolveBody', 'CreatePost', 'AbolishPost', 'Appoint'] satisfies CommandName[]),
  ...(['EndAppointment', 'AdoptScheme', 'VaryDelegation', 'EndVariation', 'DefineFunction'] satisfies CommandName[]),
  ...['void of a fact', 'void of a void', 'void of a replace', 'replace of a fact', 'replaced again'],
  ...['replace of a void by a void', 'replace of a void by a replace'],
  ...['replace of a replace by a void', 'replace of a replace by a replace'],
  ...['layer category', 'layer cluster', 'layer school', 'layer intervention', 'layer urgent'],
  ...['inherit', 'limits', 'delegatedFrom', 'other parts', 'scheme with until', 'acting'],
  ...['admitted again', 'ended again', 'id used again', 'board dissolved', 'orphan', 'back-dated'],
];

/** The traits that fewer than `least` of the records have, each with its share. */
export function missingTraits(records: readonly (readonly Command[])[], least = 0.05): readonly string[] {
  const found = records.map(traitsOf);
  return EXPECTED.map((trait) => ({
    trait,
    share: found.filter((traits) => traits.has(trait)).length / Math.max(records.length, 1),
  }))
    .filter(({ share }) => share < least)
    .map(({ trait, share }) => `${trait}: in ${(share * 100).toFixed(1)} % of the records`);
}
