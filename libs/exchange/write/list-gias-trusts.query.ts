import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Outcome, succeed } from '@remit/kernel';
import type { GiasExtract } from '../domain/gias-extract.js';
import { unnamed } from '../domain/plan-trust.js';
import { findGiasFiles } from './gias-folder.js';
import { readExtract, type Watch } from './read-extract.js';

/** A trust as the register's files have it. */
export interface GiasTrust {
  readonly uid: string;
  readonly name: string;
  /** How many schools and how many rows of governance the files have of it. */
  readonly schools: number;
  readonly posts: number;
}

/** Reads the register's files of a folder to say which open multi-academy trusts they have, by their numbers. */
export class ListGiasTrusts extends Query<Outcome<readonly GiasTrust[]>> {
  constructor(
    readonly directory: string,
    readonly watch: Watch,
  ) {
    super();
  }
}

@QueryHandler(ListGiasTrusts)
export class ListGiasTrustsHandler implements IQueryHandler<ListGiasTrusts> {
  async execute({ directory, watch }: ListGiasTrusts): Promise<Outcome<readonly GiasTrust[]>> {
    const folder = findGiasFiles(directory, undefined);
    if (!folder.ok) return folder;
    const extract = await readExtract(folder.value, watch);
    return extract.ok ? succeed(trustsOf(extract.value)) : extract;
  }
}

function trustsOf(extract: GiasExtract): GiasTrust[] {
  return extract.allTrusts().map((uid) => ({
    uid,
    name: extract.nameOf(uid) || unnamed(uid),
    schools: extract.schoolsOf(uid).length,
    posts: extract.postsOf(uid).length,
  }));
}
