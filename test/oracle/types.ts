export type Covers =
  | { readonly trust: true }
  | { readonly schools: readonly string[] }
  | { readonly cluster: string }
  | { readonly category: { readonly name: string; readonly value: string } };

export interface Band {
  readonly upTo?: number;
  readonly decides: string;
}

export interface Line {
  readonly line: string;
  readonly function: string;
  readonly decides: string | { readonly limits: readonly Band[] };
  readonly recommends?: readonly string[];
  readonly consulted?: readonly string[];
  readonly informed?: readonly string[];
  readonly oversees?: readonly string[];
  readonly delegatedFrom?: string;
}

export type VariationLayer = 'category' | 'cluster' | 'school' | 'intervention' | 'urgent';
export type AppointedAs = 'member' | 'chair' | 'vice-chair' | 'holder' | 'acting';
export type Scope = 'trust' | 'school' | 'both';

interface Remarks {
  readonly decidedOn?: string;
  readonly decision?: string;
  readonly reason?: string;
  readonly evidence?: string;
}

interface Span {
  readonly from: string;
  readonly until?: string;
}

interface DataByCommand {
  EstablishTrust: { readonly trust: string; readonly name: string; readonly from: string };
  AdmitSchool: Span & { readonly school: string; readonly name: string; readonly phase?: string };
  ReleaseSchool: { readonly school: string; readonly until: string };
  ClassifySchool: Span & { readonly school: string; readonly category: string; readonly value: string };
  FormCluster: Span & { readonly cluster: string; readonly name: string };
  PlaceSchool: Span & { readonly school: string; readonly cluster: string };
  ConstituteBody: Span & {
    readonly body: string;
    readonly tier: string;
    readonly name: string;
    readonly covers: Covers;
    readonly minimum?: number;
  };
  DissolveBody: { readonly body: string; readonly until: string };
  CreatePost: Span & { readonly post: string; readonly tier: string; readonly title: string; readonly covers: Covers };
  AbolishPost: { readonly post: string; readonly until: string };
  Appoint: Span & {
    readonly appointment: string;
    readonly person: string;
    readonly to: string;
    readonly as?: AppointedAs;
  };
  EndAppointment: { readonly appointment: string; readonly until: string; readonly cause?: string };
  AdoptScheme: Span & { readonly scheme: string; readonly version: string; readonly lines: readonly Line[] };
  VaryDelegation: Span & {
    readonly variation: string;
    readonly layer: VariationLayer;
    readonly covers: Covers;
    readonly lines: readonly Line[];
    readonly intervention?: string;
  };
  EndVariation: { readonly variation: string; readonly until: string };
  DefineFunction: {
    readonly function: string;
    readonly name: string;
    readonly scope: Scope;
    readonly group?: string;
  };
  Correct: {
    readonly entry: number;
    readonly how: 'void' | 'replace';
    readonly reason: string;
    readonly with?: object;
  };
}

export type CommandName = keyof DataByCommand;
export type DataOf<Name extends CommandName> = DataByCommand[Name] & Remarks;
export type Command = { [Name in CommandName]: { readonly command: Name; readonly data: DataOf<Name> } }[CommandName];

export interface CatalogueFunction {
  readonly id: string;
  readonly scope: Scope;
  readonly class: 'members' | 'board' | 'office' | 'panel' | 'open' | 'board*';
  readonly office: string | null;
}

export interface Question {
  readonly function: string;
  readonly school?: string;
  readonly on: string;
  readonly knownAt: number;
  readonly amount?: number;
}

export type Status = 'held' | 'retained' | 'vacant' | 'conflict' | 'by-amount' | 'not-in-trust' | 'before-record';
export type Layer = 'law' | VariationLayer | 'scheme' | 'default';
export type Cause = 'no-such-body' | 'post-vacant' | 'no-members';
export type FindingCode = 'not-delegable' | 'below-minimum' | 'nobody-can-act' | 'urgent-action-not-delegated';

export interface Person {
  readonly person: string;
  readonly as: AppointedAs;
  readonly appointment: string;
}

/** A tier with whoever was found in it: one id, or the sorted ids when several are equally narrow, or nobody. */
export interface TierHolder {
  readonly tier: string;
  readonly holder: string | readonly string[] | null;
}

export interface TierPeople extends TierHolder {
  readonly people: readonly Person[];
}

export interface Finding {
  readonly code: FindingCode;
  readonly entry: number | null;
}

export interface BandAnswer {
  readonly upTo: number | null;
  readonly status: Status;
  readonly cause: Cause | null;
  readonly decides: TierPeople;
  readonly exercisableBy: TierPeople | null;
}

export interface AlsoParts {
  readonly recommends: readonly TierPeople[];
  readonly consulted: readonly TierPeople[];
  readonly informed: readonly TierPeople[];
  readonly oversees: readonly TierPeople[];
}

export interface OracleAnswer {
  readonly status: Status;
  readonly accountable: TierHolder | null;
  readonly decides: TierPeople | null;
  readonly cause: Cause | null;
  readonly exercisableBy: TierPeople | null;
  readonly bands: readonly BandAnswer[] | null;
  readonly also: AlsoParts;
  readonly layer: Layer | null;
  readonly instrument: string | null;
  readonly line: string | null;
  readonly findings: readonly Finding[];
}

export interface OracleError {
  readonly error: 'unknown-function' | 'school-needed' | 'school-not-taken';
}
