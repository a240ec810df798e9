import { civilDate, type Day, dayOf } from '@remit/kernel';
import type { Line } from '@remit/delegation';
import type { Grounds } from '@remit/record';
import { type Random, random as seeded } from '../test/oracle/random.js';
import { revised, schemeLines, variationLines } from './scheme-lines.js';

/** A command as the trust of the benchmarks sends it, with the instant at which it is recorded. */
export interface GeneratedCommand {
  readonly command: string;
  readonly data: Data;
  readonly grounds: Grounds;
  readonly recordedAt: string;
}

type Data = Readonly<Record<string, unknown>>;

export interface TrustSize {
  readonly seed: number;
  readonly trust: string;
  /** How much faster than life everything changes: 10 makes ten times the history in the same ten years. */
  readonly pace: number;
}

export const SCHOOLS = 100;
export const FIRST_DAY: Day = dayOf('2016-09-01');
const YEARS = 10;
export const LAST_DAY: Day = dayOf('2026-09-01');

const YEAR = 365.25;
const CLUSTERS = 10;
const LOCAL_SEATS = 10;

/** How often things happen in a trust of a hundred schools. Times a year. */
const RATES = {
  resignation: 100,
  headLeaves: 20,
  schoolVariation: 80,
  urgentVariation: 60,
  intervention: 2,
  clusterVariation: 5,
  placement: 5,
  localBodyRenewed: 1,
  schoolSwapped: 0.5,
} as const;

interface Seat {
  readonly to: string;
  readonly as: string;
  /** Fixed terms end by themselves; a post is held until further notice. */
  readonly term: boolean;
  appointment: string;
  from: Day;
}

interface School {
  readonly id: string;
  cluster: string;
  readonly since: Day;
  localSince: Day;
  localSeats: Seat[];
  head: Seat | undefined;
}

/** What is wrong with an entry that is corrected: what it should have said, or that it should not be there at all. */
const CORRECTIONS: Readonly<Record<string, (data: Data, random: Random) => Data | 'void' | undefined>> = {
  Appoint: (data, random) => ({ ...data, person: someone(random) }),
  ClassifySchool: (data, random) => ({ ...data, value: random.pick(['full', 'reduced', 'none']) }),
  VaryDelegation: ({ layer }) => (layer === 'urgent' ? 'void' : undefined),
};

/**
 * The history of a trust of a hundred schools over ten years, in the order in which it is recorded: schemes of 155
 * lines every year, clusters and moves, classifications, all layers of variations, local bodies of ten with terms of
 * four years, heads, board and committees, and one correction in a hundred entries. With a greater pace it is longer
 * and what holds on one day stays as much. The same size and seed make the same history on every machine.
 */
export function* generateTrust(size: TrustSize): Generator<GeneratedCommand> {
  const history = new TrustHistory(size);
  history.found();
  yield* history.taken();
  for (let day = 1; day < YEARS * YEAR * size.pace; day += 1) {
    history.live(day);
    yield* history.taken();
  }
}

class TrustHistory {
  private readonly random: Random;
  private readonly due = new Map<number, (() => void)[]>();
  private readonly clusters: string[] = [];
  private schools: School[] = [];
  private trustSeats: Seat[] = [];
  private lines: Line[];
  private categoryVariations: string[] = [];
  private recent: (GeneratedCommand & { readonly n: number })[] = [];
  private commands: GeneratedCommand[] = [];
  private count = 0;
  private ids = 0;
  private today = 0;

  constructor(private readonly size: TrustSize) {
    this.random = seeded(size.seed);
    this.lines = schemeLines(this.random);
  }

  /** The commands since the last time. */
  taken(): GeneratedCommand[] {
    const { commands } = this;
    this.commands = [];
    return commands;
  }

  /** The first day: the trust with its bodies, posts, clusters, schools and people. */
  found(): void {
    const from = civilDate(FIRST_DAY);
    this.send('EstablishTrust', { trust: this.size.trust, name: 'Benchmark Learning Trust', from });
    for (const [tier, seats] of [
      ['members', 5],
      ['board', 11],
      ['finance-committee', 6],
      ['education-committee', 6],
      ['complaints-panel', 3],
      ['appeal-panel', 3],
      ['independent-review-panel', 3],
    ] as const) {
      this.trustSeats.push(...this.constitute(tier, tier, { trust: true }, seats));
    }
    this.trustSeats.push(this.createPost('ceo', 'ceo', { trust: true }));
    for (let at = 1; at <= CLUSTERS; at += 1) {
      const cluster = `cluster-${String(at)}`;
      this.clusters.push(cluster);
      this.send('FormCluster', { cluster, name: `Cluster ${String(at)}`, from });
      this.trustSeats.push(...this.constitute(`hub-${String(at)}`, 'regional', { cluster }, 6));
    }
    for (let at = 0; at < SCHOOLS; at += 1) this.schools.push(this.admit());
    this.adoptScheme();
  }

  /** One more day of history. */
  live(day: number): void {
    this.today = day;
    for (const happen of this.due.get(day) ?? []) happen();
    this.due.delete(day);
    if (Math.floor(day % YEAR) === 0) this.startYear();
    this.happens(RATES.resignation, () => this.replace(this.anySeat()));
    this.happens(RATES.headLeaves, () => this.headLeaves());
    this.happens(RATES.schoolVariation, () => this.varySchool());
    this.happens(RATES.urgentVariation, () => this.vary('urgent', { schools: [this.school().id] }, 1, 14));
    this.happens(RATES.intervention, () => this.vary('intervention', { schools: [this.school().id] }, 12, YEAR));
    this.happens(RATES.clusterVariation, () =>
      this.vary('cluster', { cluster: this.random.pick(this.clusters) }, 4, 2 * YEAR),
    );
    this.happens(RATES.placement, () => this.place(this.school()));
    this.happens(RATES.localBodyRenewed, () => this.renewLocalBody(this.school()));
    this.happens(RATES.schoolSwapped, () => this.swapSchool());
  }

  private startYear(): void {
    this.lines = revised(this.lines, this.random);
    this.adoptScheme();
    for (const variation of this.categoryVariations) this.send('EndVariation', { variation, until: this.date(0) });
    this.categoryVariations = ['full', 'reduced', 'none'].map((value) =>
      this.vary('category', { category: { name: 'autonomy', value } }, 15),
    );
    for (const school of this.random.some(this.schools, 30)) this.classify(school);
  }

  private adoptScheme(): void {
    const scheme = this.id('scheme-');
    this.send('AdoptScheme', { scheme, version: scheme, from: this.date(0), lines: this.lines }, this.grounds());
  }

  private admit(): School {
    const id = this.id('school-');
    const cluster = this.random.pick(this.clusters);
    const today = this.day(0);
    const school: School = { id, cluster, since: today, localSince: today, localSeats: [], head: undefined };
    const phase = this.random.pick(['primary', 'primary', 'primary', 'secondary']);
    this.send('AdmitSchool', {
      school: id,
      name: `${id} Academy`,
      from: this.date(0),
      urn: String(100_000 + this.ids),
      phase,
      type: 'academy converter',
    });
    this.place(school);
    this.classify(school);
    this.send('ClassifySchool', { school: id, category: 'phase-group', value: phase, from: this.date(0) });
    school.head = this.createPost(`head-${id}`, 'head', { schools: [id] });
    school.localSeats = this.constitute(this.id(`local-`), 'local', { schools: [id] }, LOCAL_SEATS, 3);
    return school;
  }

  private place(school: School): void {
    school.cluster = this.random.pick(this.clusters);
    this.send('PlaceSchool', { school: school.id, cluster: school.cluster, from: this.date(0) });
  }

  private classify(school: School): void {
    const value = this.random.pick(['full', 'full', 'full', 'reduced', 'none']);
    this.send('ClassifySchool', { school: school.id, category: 'autonomy', value, from: this.date(0) });
  }

  private constitute(body: string, tier: string, covers: object, seats: number, minimum = 2): Seat[] {
    this.send('ConstituteBody', { body, tier, name: `Body ${body}`, covers, from: this.date(0), minimum });
    return Array.from({ length: seats }, (_, at) => {
      const as = at === 0 ? 'chair' : at === 1 ? 'vice-chair' : 'member';
      // Terms that have run for a while already, so that not all end on one day.
      return this.fill({ to: body, as, term: true, appointment: '', from: 0 }, 0, 1 + this.random.int(4 * YEAR));
    });
  }

  private createPost(post: string, tier: string, covers: object): Seat {
    this.send('CreatePost', { post, tier, title: `Post ${post}`, covers, from: this.date(0) });
    return this.fill({ to: post, as: 'holder', term: false, appointment: '', from: 0 }, 0);
  }

  /** Appoints somebody to a seat from `lead` days after today, for a term if it has terms. */
  private fill(seat: Seat, lead: number, term = 4 * YEAR): Seat {
    const appointment = this.id('a-');
    const { to, as } = seat;
    seat.appointment = appointment;
    seat.from = this.day(lead);
    const person = someone(this.random);
    const ends = lead + Math.round(term);
    const until = seat.term ? { until: this.date(ends, seat.from) } : {};
    this.send('Appoint', { appointment, person, to, as, from: civilDate(seat.from), ...until }, this.grounds());
    if (seat.term) {
      this.on(this.today + ends - 10, () => {
        if (seat.appointment === appointment) this.fill(seat, 10);
      });
    }
    return seat;
  }

  /** Somebody leaves before the end, and somebody else comes at once or some weeks later. */
  private replace(seat: Seat, gap = this.random.chance(0.3) ? this.random.int(60) : 0): void {
    const last = this.random.int(30);
    this.leave(seat, last);
    this.fill(seat, last + gap);
  }

  private leave(seat: Seat, lead: number): void {
    const cause = this.random.pick(['resigned', 'resigned', 'moved away', 'removed']);
    this.send('EndAppointment', { appointment: seat.appointment, until: this.date(lead, seat.from), cause });
  }

  private headLeaves(): void {
    const { head } = this.school();
    if (head === undefined) return;
    const acting = this.random.chance(0.5) ? 30 + this.random.int(150) : 0;
    if (acting > 0) {
      const from = this.date(0);
      const until = this.date(acting, this.day(0));
      this.send('Appoint', {
        appointment: this.id('a-'),
        person: someone(this.random),
        to: head.to,
        as: 'acting',
        from,
        until,
      });
    }
    this.replace(head, acting);
  }

  private renewLocalBody(school: School): void {
    const body = school.localSeats[0]!.to;
    this.send('DissolveBody', { body, until: this.date(0, school.localSince) });
    abandon(school.localSeats);
    school.localSince = this.day(0);
    school.localSeats = this.constitute(this.id('local-'), 'local', { schools: [school.id] }, LOCAL_SEATS, 3);
  }

  private swapSchool(): void {
    const leaving = this.school();
    abandon(leaving.localSeats);
    this.send('ReleaseSchool', { school: leaving.id, until: this.date(0, leaving.since) });
    this.schools = this.schools.filter((school) => school !== leaving);
    this.schools.push(this.admit());
  }

  private varySchool(): void {
    const years = 1 + this.random.int(3);
    this.vary('school', { schools: [this.school().id] }, 1 + this.random.int(4), years * YEAR);
  }

  /** Varies the delegation for so many days: half of the time it says so, half of the time it is ended later. */
  private vary(layer: string, covers: object, count: number, days = 0): string {
    const variation = this.id('v-');
    const told = days > 0 && (layer === 'urgent' || this.random.chance(0.5));
    const until = told ? { until: this.date(days, this.day(0)) } : {};
    const lines = variationLines(this.random, count);
    this.send('VaryDelegation', { variation, layer, covers, from: this.date(0), ...until, lines }, this.grounds());
    if (days > 0 && !told) {
      const from = this.day(0);
      this.on(this.today + Math.round(days), () =>
        this.send('EndVariation', { variation, until: this.date(10, from) }),
      );
    }
    return variation;
  }

  /** One entry in a hundred is corrected soon after. */
  private correct(): void {
    const wrong = this.random.maybe(this.recent);
    if (wrong === undefined) return;
    const { n: entry, command, data } = wrong;
    const right = CORRECTIONS[command]?.(data, this.random);
    if (right === undefined) return;
    this.recent = this.recent.filter((other) => other !== wrong);
    const reason = 'minuted wrongly';
    this.send(
      'Correct',
      right === 'void' ? { entry, how: 'void', reason } : { entry, how: 'replace', reason, with: right },
    );
  }

  private grounds(): Grounds {
    if (this.random.chance(0.5)) return {};
    const decidedOn = this.date(-14);
    return { decidedOn, decision: `Board minutes ${decidedOn}, item ${String(1 + this.random.int(20))}` };
  }

  private send(command: string, data: Data, grounds: Grounds = {}): void {
    const n = this.count;
    this.count += 1;
    const at = (FIRST_DAY + this.today / this.size.pace) * 86_400_000 + 32_400_000 + this.commands.length;
    const sent = { command, data, grounds, recordedAt: new Date(Math.floor(at)).toISOString(), n };
    this.commands.push(sent);
    this.recent.push(sent);
    if (this.recent.length > 40) this.recent.shift();
    if (command !== 'Correct' && this.today > 0 && this.random.chance(0.02)) this.correct();
  }

  private happens(timesAYear: number, happen: () => void): void {
    const mean = timesAYear / YEAR;
    const count = Math.floor(mean) + (this.random.chance(mean % 1) ? 1 : 0);
    for (let at = 0; at < count; at += 1) happen();
  }

  private on(day: number, happen: () => void): void {
    const others = this.due.get(day);
    if (others === undefined) this.due.set(day, [happen]);
    else others.push(happen);
  }

  private school(): School {
    return this.random.pick(this.schools);
  }

  private anySeat(): Seat {
    return this.random.chance(0.9) ? this.random.pick(this.school().localSeats) : this.random.pick(this.trustSeats);
  }

  /** The day `lead` days of this history from today; never before the trust. */
  private day(lead: number): Day {
    return FIRST_DAY + Math.max(0, Math.floor((this.today + lead) / this.size.pace));
  }

  /** The same as a date, and later than `after`. */
  private date(lead: number, after?: Day): string {
    return civilDate(Math.max(this.day(lead), after === undefined ? FIRST_DAY : after + 1));
  }

  private id(prefix: string): string {
    this.ids += 1;
    return prefix + String(this.ids);
  }
}

/** Their terms end with the body and nobody follows. */
function abandon(seats: readonly Seat[]): void {
  for (const seat of seats) seat.appointment = '';
}

function someone(random: Random): string {
  return `person-${String(random.int(4000))}`;
}
