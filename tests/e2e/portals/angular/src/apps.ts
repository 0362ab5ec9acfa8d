// The applications in a component.
import { afterNextRender, Component, DestroyRef, ElementRef, inject, output } from "@angular/core";
import { type GetToken, mount } from "oauth-apps";

const getToken: GetToken = async ({ refused }) => {
  const answer = await fetch("/session/token", { method: refused ? "POST" : "GET" });
  return answer.ok ? answer.text() : null;
};

@Component({ selector: "portal-apps", template: "" })
export class Apps {
  readonly created = output<string>();

  constructor() {
    const place = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const destroyed = inject(DestroyRef);
    // In the browser alone, and not on a server that renders.
    afterNextRender(() => {
      const page = mount(place, { baseUrl: "https://api.example/", getToken });
      page.on("created", (event) => this.created.emit(event.detail.name));
      destroyed.onDestroy(() => page.unmount({ force: true }));
    });
  }
}
