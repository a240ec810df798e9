import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { listInWords, type Problem } from '@remit/kernel';
import { type Action, ACTION_IN_WORDS, may, ROLE_IN_WORDS, roleWithArticle, rolesThatMay } from '@remit/access';
import { londonDate } from '@remit/accountability/nest';
import { GetOfficeHolders } from '@remit/engine/nest';
import { Clock, RefusedRequest } from '@remit/record/nest';
import { STALE_FORM } from './form-body.js';
import { carriesFiles, isPagePath } from './page-paths.js';
import { REQUIRES, TAKES_FILES } from './requires.js';
import { DEMONSTRATION, type SignedIn, type Viewer, visits } from './visit.js';

/** Lets a visitor see a page, or says why not. A page that does not say whom it is for is for nobody. */
@Injectable()
export class PageGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    @Inject(DEMONSTRATION) private readonly demonstration: boolean,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!isPagePath(request.path)) return true;
    const takesFiles = this.reflector.get<true | undefined>(TAKES_FILES, context.getHandler());
    // Its token is checked by what takes the files, and by nothing else.
    if (carriesFiles(request) && takesFiles === undefined) throw new RefusedRequest(STALE_FORM);
    const requires = this.reflector.getAllAndOverride<Action | 'nothing' | undefined>(REQUIRES, [
      context.getHandler(),
      context.getClass(),
    ]);
    const viewer = await this.viewerOf(request.session.signedIn);
    const visit = visits.getStore();
    if (visit !== undefined && viewer !== undefined) visit.viewer = viewer;
    if (requires === 'nothing') return true;
    if (requires === undefined) throw new RefusedRequest(forNobody());
    if (viewer === undefined) throw new RefusedRequest(SIGN_IN_FIRST);
    const { trust = viewer.trust } = request.params;
    if (trust !== viewer.trust) throw new RefusedRequest(ofAnotherTrust(viewer));
    if (!may(viewer.roles, requires)) throw new RefusedRequest(notAllowed(viewer, requires));
    return true;
  }

  /**
   * The visitor with the roles of today: an office that has ended opens nothing any more. Where there is no demonstration
   * there is nobody: sessions outlive a restart, and all of them are of a demonstration.
   */
  private async viewerOf(signedIn: SignedIn | undefined): Promise<Viewer | undefined> {
    if (signedIn === undefined || !this.demonstration) return undefined;
    if ('demonstration' in signedIn) {
      const { trust, demonstration: role } = signedIn;
      const name = trust === null ? 'Somebody who brings a new trust' : `Demonstration ${ROLE_IN_WORDS[role]}`;
      return { trust, person: null, name, roles: [role] };
    }
    const { trust, person, name } = signedIn;
    const holders = await this.queries.execute(new GetOfficeHolders(trust, londonDate(this.clock.now()), person));
    const roles = holders.ok ? holders.value[0]?.roles : undefined;
    return { trust, person, name, roles: roles ?? [] };
  }
}

/** The code by which the filter knows to lead to the sign-in. */
export const SIGN_IN_NEEDED = 'ACCESS.SIGN_IN_NEEDED';

const SIGN_IN_FIRST: Problem = { code: SIGN_IN_NEEDED, detail: 'Sign in to see this page.' };

function forNobody(): Problem {
  return { code: 'HTTP.FAULT', detail: 'This page does not say whom it is for. Tell whoever runs Remit.' };
}

function ofAnotherTrust({ name }: Viewer): Problem {
  return {
    code: 'ACCESS.NOT_ALLOWED',
    detail: `${name} holds no office in this trust. Sign in as somebody of this trust, or ask its governance professional.`,
  };
}

/** The problem of somebody who may not do something. */
export function notAllowed({ name, roles }: Viewer, action: Action): Problem {
  const held = roles.map(roleWithArticle);
  const as = held.length === 0 ? 'who holds no office today' : listInWords(held);
  const wanted = listInWords(rolesThatMay(action).map(roleWithArticle), 'or');
  return {
    code: 'ACCESS.NOT_ALLOWED',
    detail: `To ${ACTION_IN_WORDS[action]} you have to be ${wanted}. You are signed in as ${name}, ${as}. Ask the governance professional of the trust if you need it.`,
  };
}
