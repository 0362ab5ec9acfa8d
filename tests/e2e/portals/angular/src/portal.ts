// The portal around the applications: its pages, and what it says.
import { Component, signal } from "@angular/core";
import { Apps } from "./apps";

@Component({
  selector: "portal-root",
  imports: [Apps],
  template: `
    <button (click)="shows.set(!shows())">{{ shows() ? "Home" : "Applications" }}</button>
    @if (shows()) {
      <portal-apps (created)="said.set('Created ' + $event)" />
    } @else {
      <h1>Home</h1>
    }
    <output>{{ said() }}</output>
  `,
})
export class Portal {
  protected readonly shows = signal(true);
  protected readonly said = signal("");
}
