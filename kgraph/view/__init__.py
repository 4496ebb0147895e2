"""Architecture to views: what a picture shows, before anything is laid out."""
