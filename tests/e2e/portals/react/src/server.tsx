// What a server says of the page.
import { renderToString } from "react-dom/server";
import { Rendered } from "./Rendered.js";

export const render = () => renderToString(<Rendered />);
