// How webpack builds the portal: Vue and TypeScript as their guides say, and nothing for the package's files.
import { resolve } from "node:path";
import HtmlWebpackPlugin from "html-webpack-plugin";
import { VueLoaderPlugin } from "vue-loader";
import webpack from "webpack";

export default {
  mode: "production",
  entry: "./src/main.ts",
  output: { path: resolve(import.meta.dirname, "../.build/vue"), publicPath: "/", filename: "[name].[contenthash].js", clean: true },
  resolve: { extensions: [".ts", ".js"] },
  module: {
    rules: [
      { test: /\.ts$/, loader: "ts-loader", options: { transpileOnly: true, appendTsSuffixTo: [/\.vue$/] } },
      {
        test: /\.vue$/,
        loader: "vue-loader",
        options: { compilerOptions: { isCustomElement: (tag) => tag === "oauth-apps" } },
      },
    ],
  },
  plugins: [
    new VueLoaderPlugin(),
    new HtmlWebpackPlugin({ template: "webpack.html" }),
    new webpack.DefinePlugin({ __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false, __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false }),
  ],
};
