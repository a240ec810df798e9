import type { SchemePart } from './parts.js';

/** A part that a column gives to everybody whom it names. */
export type PartColumn = Exclude<SchemePart, 'none'>;

/** What a column of a table is for. `body` names somebody without saying which part. */
export type ColumnKind =
  'function' | 'id' | 'number' | 'section' | 'body' | 'value' | 'delegated-from' | 'note' | 'area' | PartColumn;

/**
 * Usual headings of columns, as `plain` leaves them; the first that fits counts. `area` is the function where no other
 * column is, else a section. Headings of tiers are found elsewhere.
 */
export const HEADINGS: readonly (readonly [heading: RegExp, kind: ColumnKind])[] = [
  [/^(?:function id|remit id|id|function code)$/, 'id'],
  [/^(?:no|nr|number|ref|reference|ref no|line|item no|row)$/, 'number'],
  [/^delegated (?:by|from)$/, 'delegated-from'],
  [
    /^(?:body|bodies|delegated to|delegate|delegation to|who|holder|tier|level|committee|role|person|responsible|responsible (?:body|person|party)|level of authority|delegated authority level)$/,
    'body',
  ],
  [
    /^(?:approved by|approver|authorised by|authorised person|authoriser|decided by|decision maker|accountable|accountable (?:body|person|party))$/,
    'decides',
  ],
  [/^(?:recommended by|recommends|proposed by)$/, 'recommends'],
  [/^(?:consulted|to be consulted|consultees?)$/, 'consulted'],
  [/^(?:informed|to be informed)$/, 'informed'],
  [/^(?:monitored by|overseen by)$/, 'oversees'],
  [
    /^(?:value|values|amount|amounts|limit|limits|threshold|thresholds|band|value band|value range|financial (?:value|limit|threshold)s?|value of (?:order|contract|purchase)s?|value limit|range|delegated limit|expenditure limit)$/,
    'value',
  ],
  [
    /^(?:function|functions|key functions?|duty|duties|decision|decisions|decision or function|responsibility|responsibilities|power|powers|matter|matters|activity|activities|task|tasks|item|items|delegated (?:duty|duties|matters?|powers?|functions?|responsibilit(?:y|ies))|description|what|action|actions|area of operation|type of (?:decision|expenditure|transaction))$/,
    'function',
  ],
  [/^(?:area|areas|topic|subject)$/, 'area'],
  [/^(?:section|category|theme|heading|group)$/, 'section'],
  [
    /^(?:notes?|comments?|guidance|conditions?|remarks|further (?:information|detail|details)|details?|frequency|when|timing|timescale|review|review date|date|legal(?: basis| reference)?|statutory|source|basis|policy|link|limits? and conditions|limits? or conditions|evidence|method|methods|procedure|process|quotes?|quotations?|requirements?|how|minimum requirements?)$/,
    'note',
  ],
];
