import { PasswordInput } from "@mantine/core";
import { PASSWORD_MIN_LENGTH, passwordProblem } from "#src/keys/password-rules.ts";
import classes from "./NewPassword.module.css";

export interface NewPasswordProps {
  readonly value: string;
  readonly repeated: string;
  /** Names that must not be the password. */
  readonly names: readonly string[];
  readonly onChange: (value: string, repeated: string) => void;
}

/** Rough measure for the bar: length counts most, kinds of characters a little. The rule itself is `passwordProblem`. */
function strength(password: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  return Math.min(4, Math.floor([...password].length / 5) + (kinds >= 3 ? 1 : 0));
}

const WORDS = ["too weak", "weak", "fair", "good", "strong"] as const;

/** Whether both fields hold one acceptable password. */
export const isNewPasswordReady = (value: string, repeated: string, names: readonly string[]): boolean =>
  passwordProblem(value, names) === null && value === repeated;

/** A new password, typed twice, with its strength and what is wrong with it while it is typed. */
export function NewPassword({ value, repeated, names, onChange }: NewPasswordProps) {
  const problem = value === "" ? null : passwordProblem(value, names);
  const level = value === "" || problem ? 0 : Math.max(1, strength(value));
  return (
    <div className={classes.fields}>
      <PasswordInput
        label="New password"
        description={`At least ${PASSWORD_MIN_LENGTH} characters. Length counts most: several words are better than odd marks.`}
        value={value}
        autoComplete="new-password"
        error={problem}
        onChange={(event) => onChange(event.currentTarget.value, repeated)}
      />
      <div className={classes.meter} data-level={level} role="status">
        <span className={classes.track}>
          {[1, 2, 3, 4].map((step) => (
            <span key={step} data-on={level >= step || undefined} />
          ))}
        </span>
        <span className="dim">{value === "" ? "strength" : WORDS[level]}</span>
      </div>
      <PasswordInput
        label="Repeat password"
        value={repeated}
        autoComplete="new-password"
        error={repeated !== "" && repeated !== value ? "The two are not the same." : null}
        onChange={(event) => onChange(value, event.currentTarget.value)}
      />
    </div>
  );
}
