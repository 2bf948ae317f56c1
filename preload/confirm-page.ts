/** What the confirmation window tells main. */
export type ConfirmAnswer = { readonly confirmed: false } | { readonly confirmed: true; readonly password: string };

/**
 * Attends to the buttons of main's confirmation page. Escape and cancel refuse; Enter in the password field agrees only
 * where no holding is asked for; a held button agrees when the time is over and not when it is let go before.
 * What a script does (an event that is not `isReal`) does not count.
 */
export function attendConfirmPage(
  page: Document,
  say: (answer: ConfirmAnswer) => void,
  isReal: (event: Event) => boolean = (event) => event.isTrusted,
): void {
  const confirm = page.getElementById("confirm") as HTMLButtonElement;
  const cancel = page.getElementById("cancel") as HTMLButtonElement;
  const password = page.getElementById("password") as HTMLInputElement | null;
  const holdMs = Number(confirm.dataset.holdMs);
  let said = false;
  let holding: ReturnType<typeof setTimeout> | undefined;

  const answer = (given: ConfirmAnswer): void => {
    if (said) return;
    said = true;
    if (password) password.value = "";
    say(given);
  };
  const agree = (): void => {
    if (!confirm.disabled) answer({ confirmed: true, password: password?.value ?? "" });
  };
  const refuse = (): void => answer({ confirmed: false });
  const letGo = (): void => {
    clearTimeout(holding);
    holding = undefined;
    confirm.classList.remove("holding");
  };
  const hold = (): void => {
    if (holding !== undefined || confirm.disabled) return;
    confirm.classList.add("holding");
    holding = setTimeout(agree, holdMs);
  };
  const ready = (): void => {
    confirm.disabled = password !== null && password.value === "";
  };

  cancel.addEventListener("click", refuse);
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape") refuse();
  });
  password?.addEventListener("input", ready);
  if (holdMs > 0) {
    confirm.addEventListener("pointerdown", (event) => isReal(event) && hold());
    for (const name of ["pointerup", "pointerleave", "pointercancel", "blur"]) confirm.addEventListener(name, letGo);
    const isPress = (event: KeyboardEvent): boolean => event.key === " " || event.key === "Enter";
    confirm.addEventListener("keydown", (event) => isReal(event) && isPress(event) && hold());
    confirm.addEventListener("keyup", (event) => isPress(event) && letGo());
  } else {
    confirm.addEventListener("click", (event) => isReal(event) && agree());
    password?.addEventListener("keydown", (event) => isReal(event) && event.key === "Enter" && agree());
  }
  ready();
}
