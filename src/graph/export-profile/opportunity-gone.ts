/** The opportunity that was found is not there any more. */
export class OpportunityGone extends Error {
  override readonly name = "OpportunityGone";

  constructor() {
    super("The opportunity has gone since it was found");
  }
}
