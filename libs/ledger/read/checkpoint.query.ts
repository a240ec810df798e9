import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { fail, type Id, type Outcome } from '@remit/kernel';
import { checkShape } from '@remit/record/nest';
import { ConsistencyDto, InclusionDto } from './asking.dto.js';
import {
  type ConsistencyView,
  type InclusionView,
  LedgerReader,
  type ShownCheckpointView,
  type TrustCheckpointView,
} from './ledger-reader.js';

/** The last checkpoint of a trust. */
export class GetCheckpoint extends Query<Outcome<TrustCheckpointView>> {
  constructor(readonly trust: Id) {
    super();
  }
}

/** The last checkpoint of the directory. */
export class GetDirectoryCheckpoint extends Query<Outcome<ShownCheckpointView>> {}

/** A proof that an entry is in a trust's record, or a leaf in the directory (no trust). */
export class GetInclusion extends Query<Outcome<InclusionView>> {
  constructor(
    readonly trust: Id | undefined,
    readonly asked: unknown,
  ) {
    super();
  }
}

/** A proof that a trust's record, or the directory (no trust), was only added to. */
export class GetConsistency extends Query<Outcome<ConsistencyView>> {
  constructor(
    readonly trust: Id | undefined,
    readonly asked: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetCheckpoint)
export class GetCheckpointHandler implements IQueryHandler<GetCheckpoint> {
  constructor(private readonly ledger: LedgerReader) {}

  execute({ trust }: GetCheckpoint): Promise<Outcome<TrustCheckpointView>> {
    return this.ledger.checkpointOf(trust);
  }
}

@QueryHandler(GetDirectoryCheckpoint)
export class GetDirectoryCheckpointHandler implements IQueryHandler<GetDirectoryCheckpoint> {
  constructor(private readonly ledger: LedgerReader) {}

  async execute(): Promise<Outcome<ShownCheckpointView>> {
    return this.ledger.directoryCheckpoint();
  }
}

@QueryHandler(GetInclusion)
export class GetInclusionHandler implements IQueryHandler<GetInclusion> {
  constructor(private readonly ledger: LedgerReader) {}

  async execute({ trust, asked }: GetInclusion): Promise<Outcome<InclusionView>> {
    const checked = checkShape<InclusionDto>(InclusionDto, asked);
    if ('refused' in checked) return fail(checked.refused);
    return this.ledger.inclusion(trust, checked.value.n, checked.value.size);
  }
}

@QueryHandler(GetConsistency)
export class GetConsistencyHandler implements IQueryHandler<GetConsistency> {
  constructor(private readonly ledger: LedgerReader) {}

  async execute({ trust, asked }: GetConsistency): Promise<Outcome<ConsistencyView>> {
    const checked = checkShape<ConsistencyDto>(ConsistencyDto, asked);
    if ('refused' in checked) return fail(checked.refused);
    return this.ledger.consistency(trust, checked.value.from, checked.value.to);
  }
}
