// The table with the rows that can be seen.
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useLayoutEffect, useRef, useState } from "react";
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

export function List({ applications, query, sort, onSort, onDelete }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [revealed, setRevealed] = useState<number | null>(null);
  const virtualizer = useVirtualizer({
    count: applications.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    getItemKey: (index) => applications[index]?.id ?? index,
    scrollMargin: HEAD,
    overscan: 4,
  });
  // Another search or order is read from its top.
  useLayoutEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [query, sort]);
  return (
    <div ref={scroller} className="list" role="table" aria-label="Applications" aria-rowcount={applications.length + 1}>
      <div className="row head" role="row" aria-rowindex={1}>
        <SortHead column="name" label="Name" sort={sort} onSort={onSort} />
        <div role="columnheader">Client ID</div>
        <div role="columnheader">Type</div>
        <div role="columnheader">Secret</div>
        <SortHead column="created" label="Created" sort={sort} onSort={onSort} />
        <div role="columnheader" />
      </div>
      <div className="rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const application = applications[index];
          return (
            application && (
              <Row
                key={key}
                index={index}
                top={start - HEAD}
                application={application}
                revealed={application.id === revealed}
                onReveal={setRevealed}
                onDelete={onDelete}
              />
            )
          );
        })}
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

function SortHead({ column, label, sort, onSort }: SortHeadProps) {
  return (
    <div role="columnheader" aria-sort={direction(sort, column)}>
      <button className="plain" type="button" onClick={() => onSort(column)}>
        {label}
      </button>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly top: number;
  readonly application: Application;
  readonly revealed: boolean;
  readonly onReveal: (id: number | null) => void;
  readonly onDelete: (application: Application) => void;
}

const Row = memo(function Row({ index, top, application, revealed, onReveal, onDelete }: RowProps) {
  const { id, name, client_id, client_secret, client_type, created } = application;
  return (
    <div className="row" role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)` }}>
      <div role="rowheader">{name}</div>
      <div className="id" role="cell">
        {client_id}
      </div>
      <div role="cell">{typeOf(client_type)}</div>
      <div className="secret" role="cell">
        <span>{client_secret === "" ? "–" : revealed ? client_secret : MASK}</span>
        {client_secret !== "" && (
          <button
            className="plain"
            type="button"
            aria-label={`${revealed ? "Hide" : "Reveal"} secret of ${name}`}
            onClick={() => onReveal(revealed ? null : id)}
          >
            {revealed ? "Hide" : "Reveal"}
          </button>
        )}
      </div>
      <div role="cell">{dayOf(created)}</div>
      <div role="cell">
        <RowMenu application={application} onDelete={onDelete} />
      </div>
    </div>
  );
});
