import { ChoiceField, DateField, GroundsDto, IdField, TextField, WholeNumberField } from '@remit/record/nest';
import { CAPACITIES, type Capacity, type Coverage, LINK_KINDS, type LinkKind } from '../domain/structure-entries.js';
import { CoverageField } from './coverage-field.js';

const FROM = 'First day on which it holds';
const UNTIL = 'First day on which it no longer holds; left out: until further notice';

export class EstablishTrustDto extends GroundsDto {
  @IdField('Id of the trust', { example: 'northshire' })
  trust!: string;
  @TextField('Name of the trust', { example: 'Northshire Learning Trust' })
  name!: string;
  @DateField('First day of the trust', { example: '2014-09-01' })
  from!: string;
  @TextField('UID in the national register', { optional: true })
  uid?: string;
  @TextField('Companies House number', { optional: true })
  companyNumber?: string;
  @TextField('UK provider reference number', { optional: true })
  ukprn?: string;
  @TextField('Edition of the function catalogue; left out: the newest', { optional: true, example: '2026-11' })
  catalogue?: string;
  @WholeNumberField('Version of the accountability semantics; left out: the newest', { optional: true, example: 1 })
  semantics?: number;
}

export class AdmitSchoolDto extends GroundsDto {
  @IdField('Id of the school', { example: 'oak' })
  school!: string;
  @TextField('Name of the school', { example: 'Oak School' })
  name!: string;
  @DateField(FROM, { example: '2015-09-01' })
  from!: string;
  @DateField(UNTIL, { optional: true })
  until?: string;
  @TextField('Unique reference number in the national register', { optional: true, example: '100001' })
  urn?: string;
  @TextField('Phase of education', { optional: true, example: 'primary' })
  phase?: string;
  @TextField('Type of establishment', { optional: true })
  type?: string;
  @TextField('Religious character', { optional: true })
  faith?: string;
}

export class ReleaseSchoolDto extends GroundsDto {
  @IdField('Id of the school', { example: 'oak' })
  school!: string;
  @DateField('First day on which it is no longer in the trust', { example: '2021-03-01' })
  until!: string;
}

export class ClassifySchoolDto extends GroundsDto {
  @IdField('Id of the school', { example: 'oak' })
  school!: string;
  @TextField('Category', { example: 'autonomy' })
  category!: string;
  @TextField('Value in the category', { example: 'reduced' })
  value!: string;
  @DateField(FROM, { example: '2017-01-09' })
  from!: string;
  @DateField(UNTIL, { optional: true })
  until?: string;
}

export class LinkSchoolDto extends GroundsDto {
  @IdField('Id of the school', { example: 'oak' })
  school!: string;
  @TextField('URN of the other school', { example: '100099' })
  urn!: string;
  @ChoiceField(LINK_KINDS, 'Whether the other school came before this one or after it', { example: 'predecessor' })
  kind!: LinkKind;
  @DateField('Day of the change; left out: not known', { optional: true, example: '2015-09-01' })
  on?: string;
  @TextField('Name of the other school', { optional: true, example: 'Oak Junior School' })
  name?: string;
  @TextField('How the one became the other', { optional: true, example: 'merged' })
  how?: string;
}

export class FormClusterDto extends GroundsDto {
  @IdField('Id of the cluster', { example: 'coast' })
  cluster!: string;
  @TextField('Name of the cluster', { example: 'Coast' })
  name!: string;
  @DateField(FROM, { example: '2016-09-01' })
  from!: string;
  @DateField(UNTIL, { optional: true })
  until?: string;
}

export class PlaceSchoolDto extends GroundsDto {
  @IdField('Id of the school', { example: 'oak' })
  school!: string;
  @IdField('Id of the cluster', { example: 'coast' })
  cluster!: string;
  @DateField(FROM, { example: '2016-09-01' })
  from!: string;
  @DateField(UNTIL, { optional: true })
  until?: string;
}

export class ConstituteBodyDto extends GroundsDto {
  @IdField('Id of the body', { example: 'local-oak' })
  body!: string;
  @IdField("Tier: the trust's own word for this kind of body; two are fixed: board and members", { example: 'local' })
  tier!: string;
  @TextField('Name of the body', { example: 'Oak local governing body' })
  name!: string;
  @CoverageField()
  covers!: Coverage;
  @DateField(FROM, { example: '2015-09-01' })
  from!: string;
  @DateField(UNTIL, { optional: true })
  until?: string;
  @WholeNumberField('Fewest different people', { optional: true, example: 3 })
  minimum?: number;
}

export class DissolveBodyDto extends GroundsDto {
  @IdField('Id of the body', { example: 'local-oak' })
  body!: string;
  @DateField('First day on which it no longer exists', { example: '2016-09-01' })
  until!: string;
}

export class CreatePostDto extends GroundsDto {
  @IdField('Id of the post', { example: 'head-oak' })
  post!: string;
  @IdField("Tier: the trust's own word for this kind of post", { example: 'head' })
  tier!: string;
  @TextField('Title of the post', { example: 'Headteacher' })
  title!: string;
  @CoverageField()
  covers!: Coverage;
  @DateField(FROM, { example: '2015-09-01' })
  from!: string;
  @DateField(UNTIL, { optional: true })
  until?: string;
}

export class AbolishPostDto extends GroundsDto {
  @IdField('Id of the post', { example: 'head-oak' })
  post!: string;
  @DateField('First day on which it no longer exists', { example: '2020-09-01' })
  until!: string;
}

export class AppointDto extends GroundsDto {
  @IdField('Id of the appointment', { example: 'a31' })
  appointment!: string;
  @IdField('Id of the person', { example: 'p7' })
  person!: string;
  @IdField('Id of the body or post', { example: 'local-oak' })
  to!: string;
  @DateField(FROM, { example: '2015-09-01' })
  from!: string;
  @DateField(UNTIL, { optional: true })
  until?: string;
  @ChoiceField(CAPACITIES, 'In what capacity; left out: member of a body, holder of a post', { optional: true })
  as?: Capacity;
}

export class EndAppointmentDto extends GroundsDto {
  @IdField('Id of the appointment', { example: 'a31' })
  appointment!: string;
  @DateField('First day on which it no longer holds', { example: '2018-01-01' })
  until!: string;
  @TextField('Why it ended', { optional: true, example: 'resigned' })
  cause?: string;
}

export class NameTierDto extends GroundsDto {
  @IdField('Id of the tier, as bodies, posts and schemes give it', { example: 'local' })
  tier!: string;
  @TextField("The trust's own word for a body or post of this kind", { example: 'academy council' })
  name!: string;
  @TextField('The same for several of them; left out: the word for one', {
    optional: true,
    example: 'academy councils',
  })
  plural?: string;
  @DateField('First day on which they are called so, until a later first day of another name', {
    example: '2026-09-01',
  })
  from!: string;
}

/** The shape of every command of this context. */
export const structureShapes = {
  EstablishTrust: EstablishTrustDto,
  AdmitSchool: AdmitSchoolDto,
  ReleaseSchool: ReleaseSchoolDto,
  ClassifySchool: ClassifySchoolDto,
  LinkSchool: LinkSchoolDto,
  FormCluster: FormClusterDto,
  PlaceSchool: PlaceSchoolDto,
  ConstituteBody: ConstituteBodyDto,
  DissolveBody: DissolveBodyDto,
  CreatePost: CreatePostDto,
  AbolishPost: AbolishPostDto,
  Appoint: AppointDto,
  EndAppointment: EndAppointmentDto,
  NameTier: NameTierDto,
} as const;
