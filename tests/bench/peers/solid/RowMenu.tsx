/** @jsxImportSource solid-js */
// What can be done with an application: a menu that is made when it is opened.
import { Show, createSignal } from "solid-js";
import { Portal } from "solid-js/web";
import type { Application } from "../shared/api";

interface RowMenuProps {
  readonly application: Application;
  readonly onDelete: (application: Application) => void;
}

export function RowMenu(props: RowMenuProps) {
  let button!: HTMLButtonElement;
  const [place, setPlace] = createSignal<DOMRect>();
  const open = (menu: HTMLElement) => {
    queueMicrotask(() => {
      menu.showPopover();
      menu.querySelector("button")?.focus();
    });
  };
  return (
    <>
      <button
        ref={button}
        class="plain"
        type="button"
        aria-haspopup="menu"
        aria-label={`Actions for ${props.application.name}`}
        onClick={() => setPlace(button.getBoundingClientRect())}
      >
        ⋯
      </button>
      <Show when={place()}>
        {(at) => (
          <Portal>
            <div
              ref={open}
              class="menu"
              role="menu"
              popover="auto"
              style={{ inset: `${at().bottom + 4}px auto auto ${at().right - 120}px` }}
              on:toggle={(event: ToggleEvent) => event.newState === "closed" && setPlace()}
            >
              <button
                class="plain danger"
                type="button"
                role="menuitem"
                onClick={() => {
                  setPlace();
                  props.onDelete(props.application);
                }}
              >
                Delete
              </button>
            </div>
          </Portal>
        )}
      </Show>
    </>
  );
}
