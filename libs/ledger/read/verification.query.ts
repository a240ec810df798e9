import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Id } from '@remit/kernel';
import { type VerificationRun, VerificationRuns } from './verification-runs.js';

/** Starts a check of everything that is stored of a trust, or finds the one that runs. */
export class StartVerification extends Command<VerificationRun> {
  constructor(readonly trust: Id) {
    super();
  }
}

/** The checks of a trust that this process has made, the newest first. */
export class GetVerifications extends Query<readonly VerificationRun[]> {
  constructor(readonly trust: Id) {
    super();
  }
}

@CommandHandler(StartVerification)
export class StartVerificationHandler implements ICommandHandler<StartVerification> {
  constructor(private readonly runs: VerificationRuns) {}

  execute({ trust }: StartVerification): Promise<VerificationRun> {
    return Promise.resolve(this.runs.start(trust));
  }
}

@QueryHandler(GetVerifications)
export class GetVerificationsHandler implements IQueryHandler<GetVerifications> {
  constructor(private readonly runs: VerificationRuns) {}

  execute({ trust }: GetVerifications): Promise<readonly VerificationRun[]> {
    return Promise.resolve(this.runs.of(trust));
  }
}
