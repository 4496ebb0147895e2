// Reads Structurizr DSL: `node structurizr.mjs FILE...`. A line of JSON for each file says what was understood or why it is
// refused; where one is, the exit code is 1.
//
// The only parser of this language on npm, structurizr-parser, is a beta that covers little of deployments: it lacks
// infrastructure nodes, urls, properties, and most of the styles. Its lexer and its rules for the rest are used as they
// are; the rules that follow add what it lacks, after the grammar that Structurizr publishes. This is weaker than the
// parser of Structurizr itself, which is written in Java. Version 0.4.0 of the package holds no code, so 0.3.0 is used; it
// asks for tsup, which it was built with and does not use, so package.json puts something small in its place.
import { readFileSync } from "node:fs";
import parser from "structurizr-parser";
import { each } from "./each.mjs";

const t = parser;
// its own pattern ends an identifier at the first digit that is followed by a letter
t.Identifier.PATTERN = /[a-zA-Z_][a-zA-Z0-9_]*/;
const Lexer = t.StructurizrLexer.constructor;
const lexer = new Lexer(t.StructurizrLexer.lexerDefinition);

class Grammar extends t.StructurizrParser.constructor {
  constructor() {
    super();
    this.deploymentHead = this.RULE("deploymentHead", () => {
      this.CONSUME(t.Identifier);
      this.CONSUME(t.Equals);
    });
    this.propertyList = this.RULE("propertyList", () => {
      this.CONSUME(t.Properties);
      this.CONSUME(t.LBrace);
      this.MANY(() => {
        this.CONSUME(t.StringLiteral);
        this.CONSUME1(t.StringLiteral);
      });
      this.CONSUME(t.RBrace);
    });
    this.address = this.RULE("address", () => {
      this.CONSUME(t.Identifier); // url
      this.CONSUME(t.StringLiteral);
    });
    this.nodeBody = this.RULE("nodeBody", () => {
      this.CONSUME(t.LBrace);
      this.MANY(() =>
        this.OR([
          { GATE: () => this.LA(1).image.toLowerCase() === "url", ALT: () => this.SUBRULE(this.address) },
          { ALT: () => this.SUBRULE(this.propertyList) },
          { ALT: () => this.SUBRULE(this.anyNode) },
        ]),
      );
      this.CONSUME(t.RBrace);
    });
    this.anyNode = this.RULE("anyNode", () => {
      this.OPTION(() => this.SUBRULE(this.deploymentHead));
      this.OR([{ ALT: () => this.CONSUME(t.DeploymentNode) }, { ALT: () => this.CONSUME(t.InfrastructureNode) }]);
      this.AT_LEAST_ONE(() => this.CONSUME(t.StringLiteral));
      this.OPTION1(() => this.SUBRULE(this.nodeBody));
    });
    this.OVERRIDE_RULE("deploymentEnvironmentChildSection", () => {
      this.CONSUME(t.LBrace);
      this.MANY(() =>
        this.OR([
          { GATE: () => this.LA(2).tokenType !== t.RelatedTo, ALT: () => this.SUBRULE(this.anyNode) },
          { ALT: () => this.SUBRULE(this.explicitRelationship) },
        ]),
      );
      this.CONSUME(t.RBrace);
    });
    this.OVERRIDE_RULE("deploymentSection", () => {
      this.CONSUME(t.Deployment);
      this.OR([{ ALT: () => this.CONSUME(t.Wildcard) }, { ALT: () => this.CONSUME(t.Identifier) }]);
      this.CONSUME1(t.Identifier);
      this.MANY(() => this.CONSUME(t.StringLiteral));
      this.CONSUME(t.LBrace);
      this.MANY1(() =>
        this.OR1([
          { ALT: () => this.SUBRULE(this.includeOptions) },
          { ALT: () => this.SUBRULE(this.autoLayoutOptions) },
          { ALT: () => this.SUBRULE(this.viewTitle) },
        ]),
      );
      this.CONSUME(t.RBrace);
    });
    this.viewTitle = this.RULE("viewTitle", () => {
      this.CONSUME(t.Title);
      this.CONSUME(t.StringLiteral);
    });
    this.styleBody = this.RULE("styleBody", () => {
      this.CONSUME(t.LBrace);
      this.MANY(() => this.SUBRULE(this.setting));
      this.CONSUME(t.RBrace);
    });
    this.setting = this.RULE("setting", () => {
      this.OR([t.Shape, t.Background, t.Color, t.Identifier].map((word) => ({ ALT: () => this.CONSUME(word) })));
      this.OR1([t.ShapeEnum, t.StringLiteral, t.Int].map((value) => ({ ALT: () => this.CONSUME1(value) })).concat([
        { ALT: () => this.CONSUME2(t.Identifier) },
      ]));
    });
    this.OVERRIDE_RULE("elementStyleSection", () => {
      this.CONSUME(t.Element);
      this.CONSUME(t.StringLiteral);
      this.SUBRULE(this.styleBody);
    });
    this.OVERRIDE_RULE("relationshipStyleSection", () => {
      this.CONSUME(t.Relationship);
      this.CONSUME(t.StringLiteral);
      this.SUBRULE(this.styleBody);
    });
    this.whole = true;
    this.performSelfAnalysis();
  }

  // the parser below this one calls it before the rules above are there
  performSelfAnalysis() {
    if (this.whole) super.performSelfAnalysis();
  }
}

const grammar = new Grammar();
const string = (token) => JSON.parse(token.image);
const SETTINGS = {
  element: new Set(["shape", "background", "color", "stroke", "strokewidth", "border"]),
  relationship: new Set(["color", "style", "thickness"]),
};

function nodes(cst, parent, found) {
  const { children } = cst;
  const id = children.deploymentHead?.[0].children.identifier[0].image;
  const [name, description, technology, tags] = children.StringLiteral.map(string);
  const body = children.nodeBody?.[0].children ?? {};
  const properties = (body.propertyList ?? []).flatMap((one) => one.children.StringLiteral.map(string));
  found.push({
    id, parent, name, description, technology, tags: (tags ?? "").split(","),
    type: children.deploymentNode ? "deploymentNode" : "infrastructureNode",
    url: body.address?.map((one) => string(one.children.StringLiteral[0]))[0] ?? "",
    properties: Object.fromEntries(properties.flatMap((key, i) => (i % 2 ? [] : [[key, properties[i + 1]]]))),
  });
  for (const inner of body.anyNode ?? []) nodes(inner, id, found);
  return found;
}

function styles(sections, kind) {
  return (sections ?? []).map(({ children }) => ({
    tag: string(children.StringLiteral[0]),
    settings: (children.styleBody[0].children.setting ?? []).map(({ children: parts }) => {
      const [word, value] = Object.values(parts).flat().sort((a, b) => a.startOffset - b.startOffset);
      if (!SETTINGS[kind].has(word.image.toLowerCase())) throw new Error(`line ${word.startLine}: ${word.image} is no style`);
      return [word.image, value.image.replaceAll('"', "")];
    }),
  }));
}

await each(async (file) => {
  const { tokens, errors } = lexer.tokenize(readFileSync(file, "utf8"));
  if (errors.length) throw new Error(`line ${errors[0].line}: ${errors[0].message}`);
  grammar.input = tokens;
  const cst = grammar.workspaceWrapper();
  if (grammar.errors.length) {
    const { token, message } = grammar.errors[0];
    throw new Error(`line ${token.startLine}: ${message}`);
  }
  const { modelSection, viewsSection } = cst.children.workspaceSection[0].children;
  const model = modelSection[0].children.modelChildSection[0].children;
  const environment = model.deploymentEnvironmentSection[0].children;
  const inside = environment.deploymentEnvironmentChildSection[0].children;
  const views = viewsSection[0].children.viewsChildSection[0].children;
  const style = views.stylesSection[0].children;
  return {
    name: string(cst.children.StringLiteral[0]),
    environment: environment.identifier[0].image,
    nodes: inside.anyNode.flatMap((node) => nodes(node, "", [])),
    relations: (inside.explicitRelationship ?? []).map(({ children }) => {
      const [source, target] = children.identifier.map((token) => token.image);
      const [description, technology, tags] = children.StringLiteral.map(string);
      return { source, target, description, technology, tags: tags.split(",") };
    }),
    views: views.deploymentSection.map(({ children }) => ({
      scope: (children.wildcard ?? children.identifier)[0].image,
      environment: children.identifier.at(-1).image,
      key: string(children.StringLiteral[0]),
      description: string(children.StringLiteral[1]),
    })),
    elementStyles: styles(style.elementStyleSection, "element"),
    relationshipStyles: styles(style.relationshipStyleSection, "relationship"),
  };
});
