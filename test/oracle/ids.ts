import type { Command, CommandName } from './types.js';

const MAIN_ID: Record<CommandName, string> = {
  EstablishTrust: 'trust',
  AdmitSchool: 'school',
  ReleaseSchool: 'school',
  ClassifySchool: 'school',
  FormCluster: 'cluster',
  PlaceSchool: 'school',
  ConstituteBody: 'body',
  DissolveBody: 'body',
  CreatePost: 'post',
  AbolishPost: 'post',
  Appoint: 'appointment',
  EndAppointment: 'appointment',
  AdoptScheme: 'scheme',
  VaryDelegation: 'variation',
  EndVariation: 'variation',
  DefineFunction: 'function',
  Correct: 'entry',
};

/** The id that a replacement must keep. */
export function mainId({ command, data }: Command): string {
  const fields: Readonly<Record<string, unknown>> = { ...data };
  return String(fields[MAIN_ID[command]]);
}
