"""Everything Qt: the frame, its pages, and the small set of widgets they are made of."""
