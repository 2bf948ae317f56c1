/*
 * Offline signing. Accessible names:
 * region "Sign a request" (the machine with the key): group "Take the request by" (File, Camera, Images, Paste), then
 * "What will be signed", "Password of NAME", "Sign this request", "Another request"; then "Save answer".
 * Region "Waiting for a signature" (the online machine): list "Requests"; per request "Take the answer for FINGERPRINT",
 * "Forget FINGERPRINT"; below, group "Take the answer by". Region "This machine": "Go offline".
 */
import classes from "./OfflinePage.module.css";
import { SignRequest } from "./SignRequest.tsx";
import { StayOffline } from "./StayOffline.tsx";
import { WaitingRequests } from "./WaitingRequests.tsx";

/** Both sides of signing on another machine. */
export function OfflinePage() {
  return (
    <div className={classes.page}>
      <SignRequest />
      <div className={classes.column}>
        <WaitingRequests />
        <StayOffline />
      </div>
    </div>
  );
}
