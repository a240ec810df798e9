import { dayInWords, type Problem } from '@remit/kernel';
import type { CommandRule, EntryType } from '@remit/record';
import type { StructureHead } from './structure-head.js';
import {
  emptyInterval,
  endsBeforeStart,
  firstRefusal,
  existing,
  idTaken,
  inTrust,
  otherKind,
  outsideLife,
  unknownCoverage,
  unknownId,
} from './structure-refusals.js';
import { type StructureEntries, structureEntryTypes } from './structure-entries.js';

type Rule<K extends keyof StructureEntries> = CommandRule<StructureHead, StructureEntries[K]>;

function entryType(name: keyof StructureEntries): EntryType {
  return structureEntryTypes.find((type) => type.name === name)!;
}

const establishTrust: Rule<'TrustEstablished'> = {
  command: 'EstablishTrust',
  entry: entryType('TrustEstablished'),
  subject: 'trust',
  refuse: (data, head) => idTaken('trust', 'trust', data.trust, head.establishedBy()),
};

const admitSchool: Rule<'SchoolAdmitted'> = {
  command: 'AdmitSchool',
  entry: entryType('SchoolAdmitted'),
  subject: 'school',
  refuse: (data, head) =>
    firstRefusal(
      () => emptyInterval(data),
      () => alreadyInTrust(data, head),
    ),
};

/** A school may be admitted again after it was released, not while it is in the trust. */
function alreadyInTrust(data: StructureEntries['SchoolAdmitted'], head: StructureHead): Problem | undefined {
  const days = head.daysAdmitted(data);
  if (days === undefined) return undefined;
  const clash = head
    .memberships(data.school)
    .find((known) => Math.max(days.from, known.from) < Math.min(days.until, known.until));
  if (clash === undefined) return undefined;
  return {
    code: 'RECORD.ID_TAKEN',
    field: 'school',
    entry: clash.n,
    detail: `The school "${data.school}" is in the trust from ${dayInWords(clash.from)} (entry ${String(clash.n)}). Release it first, or choose another id if this is another school.`,
  };
}

const releaseSchool: Rule<'SchoolReleased'> = {
  command: 'ReleaseSchool',
  entry: entryType('SchoolReleased'),
  subject: 'school',
  refuse: (data, head) => {
    const membership = head.membershipToRelease(data.school);
    return membership === undefined
      ? unknownId('school', 'school', data.school)
      : endsBeforeStart(`the membership of "${data.school}"`, data.until, membership);
  },
};

const classifySchool: Rule<'SchoolClassified'> = {
  command: 'ClassifySchool',
  entry: entryType('SchoolClassified'),
  subject: 'school',
  refuse: (data, head) =>
    head.memberships(data.school).length === 0 ? unknownId('school', 'school', data.school) : emptyInterval(data),
};

const linkSchool: Rule<'SchoolLinked'> = {
  command: 'LinkSchool',
  entry: entryType('SchoolLinked'),
  subject: 'school',
  refuse: (data, head) =>
    head.memberships(data.school).length === 0 ? unknownId('school', 'school', data.school) : linkTaken(data, head),
};

/** A school is linked to another one once in each direction. */
function linkTaken({ school, urn, kind }: StructureEntries['SchoolLinked'], head: StructureHead): Problem | undefined {
  const entry = head.link(school, urn, kind)?.n;
  if (entry === undefined) return undefined;
  return {
    code: 'RECORD.ID_TAKEN',
    field: 'urn',
    entry,
    detail: `The school with the URN ${urn} is recorded as ${kind} of "${school}" already (entry ${String(entry)}). Correct that entry if its day or name is wrong.`,
  };
}

const formCluster: Rule<'ClusterFormed'> = {
  command: 'FormCluster',
  entry: entryType('ClusterFormed'),
  subject: 'cluster',
  refuse: (data, head) =>
    firstRefusal(
      () => idTaken('cluster', 'cluster', data.cluster, head.cluster(data.cluster)?.n),
      () => emptyInterval(data),
    ),
};

const placeSchool: Rule<'SchoolPlaced'> = {
  command: 'PlaceSchool',
  entry: entryType('SchoolPlaced'),
  subject: 'school',
  refuse: (data, head) => {
    const memberships = head.memberships(data.school);
    if (memberships.length === 0) return unknownId('school', 'school', data.school);
    if (head.cluster(data.cluster) === undefined) return unknownId('cluster', 'cluster', data.cluster);
    return firstRefusal(
      () => emptyInterval(data),
      () => outsideLife(inTrust(data.school), data.from, memberships),
    );
  },
};

const constituteBody: Rule<'BodyConstituted'> = {
  command: 'ConstituteBody',
  entry: entryType('BodyConstituted'),
  subject: 'body',
  refuse: (data, head) =>
    firstRefusal(
      () => idTaken('body or post', 'body', data.body, head.holder(data.body)?.life.n),
      () => emptyInterval(data),
      () => unknownCoverage(data.covers, head),
    ),
};

const createPost: Rule<'PostCreated'> = {
  command: 'CreatePost',
  entry: entryType('PostCreated'),
  subject: 'post',
  refuse: (data, head) =>
    firstRefusal(
      () => idTaken('body or post', 'post', data.post, head.holder(data.post)?.life.n),
      () => emptyInterval(data),
      () => unknownCoverage(data.covers, head),
    ),
};

const dissolveBody: Rule<'BodyDissolved'> = {
  command: 'DissolveBody',
  entry: entryType('BodyDissolved'),
  subject: 'body',
  refuse: (data, head) => refuseEnding('body', data.body, data.until, head),
};

const abolishPost: Rule<'PostAbolished'> = {
  command: 'AbolishPost',
  entry: entryType('PostAbolished'),
  subject: 'post',
  refuse: (data, head) => refuseEnding('post', data.post, data.until, head),
};

function refuseEnding(kind: 'body' | 'post', id: string, until: string, head: StructureHead): Problem | undefined {
  const holder = head.holder(id);
  if (holder === undefined) return unknownId(kind, kind, id);
  if (holder.kind !== kind) return otherKind(kind, id, holder.life.n);
  return endsBeforeStart(`the ${kind} "${id}"`, until, holder.life);
}

const appoint: Rule<'PersonAppointed'> = {
  command: 'Appoint',
  entry: entryType('PersonAppointed'),
  subject: 'appointment',
  refuse: (data, head) => {
    const holder = head.holder(data.to);
    return firstRefusal(
      () => idTaken('appointment', 'appointment', data.appointment, head.appointment(data.appointment)?.n),
      () => emptyInterval(data),
      () => (holder === undefined ? unknownId('body or post', 'to', data.to) : undefined),
      () => outsideLife(existing(`"${data.to}"`), data.from, holder === undefined ? [] : [holder.life]),
    );
  },
};

const endAppointment: Rule<'AppointmentEnded'> = {
  command: 'EndAppointment',
  entry: entryType('AppointmentEnded'),
  subject: 'appointment',
  refuse: (data, head) => {
    const appointment = head.appointment(data.appointment);
    return appointment === undefined
      ? unknownId('appointment', 'appointment', data.appointment)
      : endsBeforeStart(`the appointment "${data.appointment}"`, data.until, appointment);
  },
};

/** A tier needs no body or post to be named: a scheme may speak of it first. */
const nameTier: Rule<'TierNamed'> = {
  command: 'NameTier',
  entry: entryType('TierNamed'),
  subject: 'tier',
  refuse: () => undefined,
};

/** Every command of this context. Source: accountability contract, section 2. */
export const structureCommands = [
  establishTrust,
  admitSchool,
  releaseSchool,
  classifySchool,
  linkSchool,
  formCluster,
  placeSchool,
  constituteBody,
  dissolveBody,
  createPost,
  abolishPost,
  appoint,
  endAppointment,
  nameTier,
] as const;
