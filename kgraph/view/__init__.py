"""Architecture to views: what a picture shows, before anything is laid out. The steps in order:

1. `offered`: which views can be drawn of an architecture; or `own`, one that a user wrote, as a
   query or as a `selection` that is made into one.
2. `excerpt`: what the query of the chosen view selects of the architecture.
3. `fitting`: which placements of the excerpt are drawn, what stands for what, and (`grounds`) what
   is drawn within a network: a scene.
4. `boxing`: the box of each drawn placement, in the colour of its lane.
5. `by_places.grouping` or `by_layers.grouping`: which boxes stand together, in `blocks`.
6. `by_places.framing` or `by_layers.framing`: the blocks within frames, one for each place.
7. `joining`: the flows between blocks as arrows.
8. `accounting`: what of the architecture is not drawn, said in words.
9. `titling`: the `view` itself, with its title and its legend.
10. `numbering`: its arrows as steps, where the view tells a story.

`arranging` goes from step 3 to step 10, then again with less, for when a view is not legible.
Two pictures begin elsewhere: `difference` with two architectures, `inside` with one component.
`completeness` asks of any view whether it accounts for its architecture.
"""
