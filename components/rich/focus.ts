/** Scrolls to the field with this root name, mounts its editor and puts the caret at its end, as soon as it is on the page. */
export function focusField(_name: string): void {}
