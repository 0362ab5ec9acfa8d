/** @jsxImportSource solid-js */
// The table with the rows that can be seen.
import { createVirtualizer } from "@tanstack/solid-virtual";
import { For, Show, createEffect, createSignal, on } from "solid-js";
import type { Application } from "../shared/api";
import { type Column, type Sort, direction } from "../shared/sort";
import { MASK, dayOf, typeOf } from "../shared/words";
import { RowMenu } from "./RowMenu";

const HEIGHT = 46;
const HEAD = 36;

interface ListProps {
  readonly applications: readonly Application[];
  readonly query: string;
  readonly sort: Sort;
  readonly onSort: (column: Column) => void;
  readonly onDelete: (application: Application) => void;
}

export function List(props: ListProps) {
  let scroller!: HTMLDivElement;
  const [revealed, setRevealed] = createSignal<number>();
  const virtualizer = createVirtualizer({
    get count() {
      return props.applications.length;
    },
    getScrollElement: () => scroller,
    estimateSize: () => HEIGHT,
    scrollMargin: HEAD,
    overscan: 4,
  });
  // Another search or order is read from its top.
  createEffect(on([() => props.query, () => props.sort], () => scroller.scrollTo(0, 0), { defer: true }));
  return (
    <div ref={scroller} class="list" role="table" aria-label="Applications" aria-rowcount={props.applications.length + 1}>
      <div class="row head" role="row" aria-rowindex={1}>
        <SortHead column="name" label="Name" sort={props.sort} onSort={props.onSort} />
        <div role="columnheader">Client ID</div>
        <div role="columnheader">Type</div>
        <div role="columnheader">Secret</div>
        <SortHead column="created" label="Created" sort={props.sort} onSort={props.onSort} />
        <div role="columnheader" />
      </div>
      <div class="rows" role="rowgroup" style={{ height: `${virtualizer.getTotalSize()}px` }}>
        <For each={virtualizer.getVirtualItems()}>
          {(item) => (
            <Show when={props.applications[item.index]}>
              {(application) => (
                <Row
                  index={item.index}
                  top={item.start - HEAD}
                  application={application()}
                  revealed={application().id === revealed()}
                  onReveal={setRevealed}
                  onDelete={props.onDelete}
                />
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}

interface SortHeadProps {
  readonly column: Column;
  readonly label: string;
  readonly sort: Sort;
  readonly onSort: (column: Column) => void;
}

function SortHead(props: SortHeadProps) {
  return (
    <div role="columnheader" aria-sort={direction(props.sort, props.column)}>
      <button class="plain" type="button" onClick={() => props.onSort(props.column)}>
        {props.label}
      </button>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly top: number;
  readonly application: Application;
  readonly revealed: boolean;
  readonly onReveal: (id: number | undefined) => void;
  readonly onDelete: (application: Application) => void;
}

function Row(props: RowProps) {
  const act = () => (props.revealed ? "Hide" : "Reveal");
  return (
    <div class="row" role="row" aria-rowindex={props.index + 2} style={{ transform: `translateY(${props.top}px)` }}>
      <div role="rowheader">{props.application.name}</div>
      <div class="id" role="cell">
        {props.application.client_id}
      </div>
      <div role="cell">{typeOf(props.application.client_type)}</div>
      <div class="secret" role="cell">
        <span>{props.application.client_secret === "" ? "–" : props.revealed ? props.application.client_secret : MASK}</span>
        <Show when={props.application.client_secret !== ""}>
          <button
            class="plain"
            type="button"
            aria-label={`${act()} secret of ${props.application.name}`}
            onClick={() => props.onReveal(props.revealed ? undefined : props.application.id)}
          >
            {act()}
          </button>
        </Show>
      </div>
      <div role="cell">{dayOf(props.application.created)}</div>
      <div role="cell">
        <RowMenu application={props.application} onDelete={props.onDelete} />
      </div>
    </div>
  );
}
