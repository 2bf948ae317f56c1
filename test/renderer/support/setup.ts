import { configure } from "@testing-library/react";

// `find…` and `waitFor` end as soon as what they wait for is there; the limit only ends a wait that would never end.
configure({ asyncUtilTimeout: 30_000 });
