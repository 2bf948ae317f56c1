import { defineErrors } from "../../describe/fault.ts";

export const systemErrors = defineErrors("System", {
  InvalidSpecName: "The name of specification does not match between the current runtime and the new runtime.",
  SpecVersionNeedsToIncrease: "The specification version is not allowed to decrease between two runtimes.",
  FailedToExtractRuntimeVersion: "The runtime version could not be read from the new runtime.",
  NonDefaultComposite: "Suicide called when the account has non-default composite data.",
  NonZeroRefCount: "There is a non-zero reference count preventing the account from being purged.",
  CallFiltered: "The origin filter prevents the call from being dispatched.",
  MultiBlockMigrationsOngoing: "A multi-block migration is ongoing and prevents the current code from being replaced.",
  NothingAuthorized: "No upgrade authorized.",
  Unauthorized: "The submitted code is not authorized.",
});
