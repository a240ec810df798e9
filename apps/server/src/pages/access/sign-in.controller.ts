import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { capital } from '@remit/kernel';
import { type Role, ROLE_IN_WORDS, ROLES, roleWithArticle } from '@remit/access';
import { GetOfficeHolders, GetTrusts, type OfficeHolder } from '@remit/engine/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { pageOf } from '@remit/web/nest';
import { PageDesk } from '../shell/page-desk.js';
import type { Asked } from '../shell/reading.js';
import { personName } from '../shell/words.js';
import { Public } from './requires.js';
import { DEMONSTRATION, freshSession, type SignedIn } from './visit.js';

interface Choice {
  readonly value: string;
  readonly name: string;
  readonly offices: string;
}

interface SignInModel {
  readonly trusts: readonly { readonly name: string; readonly href: string }[];
  readonly trust: string;
  readonly back: string;
  readonly groups: readonly { readonly role: string; readonly people: readonly Choice[] }[];
}

const signInPage = pageOf<SignInModel>('access/sign-in');

/** How many people of one role are offered: it is a demonstration, not a directory. */
const OFFERED_MAX = 3;
/** Roles that no office of a trust brings. */
const WITHOUT_OFFICE: readonly Role[] = ['auditor', 'administrator'];

/** What the form sends for somebody who brings a new trust. */
export const BRINGS_A_TRUST = 'brings-a-trust';

/** A demonstration of signing in: choose somebody of the trust. There is no password, so it is never for real use. */
@ApiExcludeController()
@Public()
@Controller()
export class SignInController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
    @Inject(DEMONSTRATION) private readonly demonstration: boolean,
  ) {}

  @Get('sign-in')
  async choose(@Query() { trust: wanted, back }: Asked): Promise<string> {
    this.refuseInProduction();
    const trusts = await this.queries.execute(new GetTrusts());
    const trust = trusts.find((each) => each.trust === wanted) ?? (trusts.length === 1 ? trusts[0] : undefined);
    const model: SignInModel = {
      trusts: trusts.map((each) => ({ name: each.name, href: `/sign-in?trust=${each.trust}` })),
      trust: trust?.trust ?? '',
      back: safe(back) ?? '',
      groups: trust === undefined ? [] : await this.groupsOf(trust.trust),
    };
    return this.desk.plain(signInPage, { title: 'Sign in' }, model);
  }

  @Post('sign-in')
  async signIn(@Body() form: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.refuseInProduction();
    const signedIn = await this.chosen(form);
    await freshSession(request);
    request.session.signedIn = signedIn;
    response.redirect(303, safe(form['back']) ?? homeOf(signedIn));
  }

  @Post('sign-out')
  signOut(@Req() request: Request, @Res() response: Response): void {
    request.session.destroy(() => {
      response.redirect(303, '/sign-in');
    });
  }

  private async chosen({ trust = '', who = '' }: Asked): Promise<SignedIn> {
    if (who === BRINGS_A_TRUST) return { trust: null, demonstration: 'administrator' };
    const holders = valueOf(await this.queries.execute(new GetOfficeHolders(trust, this.desk.today())));
    const role = withoutOffice(holders).find((each) => who === `role:${each}`);
    if (role !== undefined) return { trust, demonstration: role };
    const holder = holders.find(({ person }) => who === `person:${person}`);
    if (holder !== undefined) return { trust, person: holder.person, name: personName(holder.person, holder.shown) };
    throw new RefusedRequest({
      code: 'ACCESS.NOBODY_CHOSEN',
      field: 'who',
      detail: 'Nobody was chosen. Go back and choose one of the people.',
    });
  }

  private async groupsOf(trust: string): Promise<SignInModel['groups']> {
    const holders = valueOf(await this.queries.execute(new GetOfficeHolders(trust, this.desk.today())));
    const offered = withoutOffice(holders);
    return ROLES.map((role) => ({
      role: capital(ROLE_IN_WORDS[role]),
      people: offered.includes(role)
        ? [{ value: `role:${role}`, name: capital(roleWithArticle(role)), offices: 'not in the record' }]
        : holders
            .filter(({ roles }) => roles[0] === role)
            .slice(0, OFFERED_MAX)
            .map(choiceOf),
    })).filter(({ people }) => people.length > 0);
  }

  private refuseInProduction(): void {
    if (this.demonstration) return;
    throw new RefusedRequest({
      code: 'ACCESS.NO_SIGN_IN',
      detail:
        'Signing in as an example person is a demonstration and is switched off here, because NODE_ENV is production. There is no other way to sign in yet.',
    });
  }
}

function homeOf({ trust }: SignedIn): string {
  return trust === null ? '/bring' : `/trusts/${trust}`;
}

/** The roles that are offered without anybody of the record: one can always record, even where nobody of the record may. */
function withoutOffice(holders: readonly OfficeHolder[]): readonly Role[] {
  return holders.some(({ roles }) => roles.includes('clerk')) ? WITHOUT_OFFICE : ['clerk', ...WITHOUT_OFFICE];
}

function choiceOf({ person, shown, offices }: OfficeHolder): Choice {
  return { value: `person:${person}`, name: personName(person, shown), offices: offices.join(', ') };
}

/** An address of this site; `undefined` for any other. */
function safe(back: string | undefined): string | undefined {
  return back !== undefined && /^\/(?![/\\])/.test(back) ? back : undefined;
}
