//! Areas, perimeters and resistances of drain and source that follow from the
//! width: the area calculation methods of HSPICE, as ngspice 39 has them.
//!
//! ngspice takes other areas for a junction's capacitance than for its current at
//! ACM 12 and 13, the capacitance along the gate without its temperature, and at
//! ACM 2 the walls' capacitance along the gate where the perimeter is shorter than
//! the gate is wide; so does this.

/// What the card and the model say of one end of the channel.
#[derive(Debug, Clone, Copy)]
pub struct End {
    /// m² and m as given.
    pub area: Option<f64>,
    pub perimeter: Option<f64>,
    pub squares: Option<f64>,
    /// Whether the diffusion is a neighbour's too.
    pub shared: bool,
    /// Sheet resistance of the lightly doped diffusion and the contact's, in ohms.
    pub light: f64,
    pub contact: f64,
}

/// What of the model both ends have.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    pub acm: f64,
    pub calcacm: bool,
    /// Of the gate in metres, as diffused.
    pub width: f64,
    pub hdif: f64,
    pub factor: f64,
    /// LD + LDIF.
    pub light: f64,
    pub sheet: f64,
}

impl Method {
    /// Ohms in series.
    pub fn resistance(&self, end: &End) -> f64 {
        let light = self.light / self.width * end.light + end.contact;
        match end.squares {
            None if !matches!(self.acm as u32, 1 | 11) => light + self.hdif * self.factor * self.sheet / self.width,
            squares => light + self.sheet * squares.unwrap_or(0.0),
        }
    }

    /// Area and perimeter where nothing is given.
    fn computed(&self, shared: bool) -> [f64; 2] {
        let half = self.hdif * self.factor;
        match (self.acm as u32, shared) {
            (3 | 13, true) => [half * self.width, 2.0 * half],
            (3 | 13, false) => [2.0 * half * self.width, 4.0 * half + self.width],
            _ => [2.0 * half * self.width, 4.0 * half + 2.0 * self.width],
        }
    }

    /// Area and perimeter; as given where nothing is computed.
    fn size(&self, end: &End, computes: bool) -> [f64; 2] {
        if !computes {
            return [end.area.unwrap_or(0.0), end.perimeter.unwrap_or(0.0)];
        }
        let [area, perimeter] = self.computed(end.shared);
        [
            end.area.map_or(area, |area| area * self.factor * self.factor),
            end.perimeter.map_or(perimeter, |perimeter| perimeter * self.factor),
        ]
    }

    /// Area and perimeter of the junction's current in m² and m.
    pub fn of_current(&self, end: &End) -> [f64; 2] {
        match self.acm as u32 {
            1 | 11 => [self.width * self.factor, self.width],
            12 => self.size(end, self.calcacm),
            _ => self.size(end, true),
        }
    }

    /// Farads of the bottom, the side walls and those along the gate, from their
    /// capacitances by area and length.
    pub fn capacitance(&self, end: &End, [bottom, side, gate]: [f64; 3]) -> [f64; 3] {
        let acm = self.acm as u32;
        if matches!(acm, 1 | 11) {
            return [self.width * self.factor * bottom, self.width * side, 0.0];
        }
        if acm == 3 {
            let [area, perimeter] = self.size(end, true);
            return [area * bottom, perimeter * side, self.width * gate];
        }
        let [area, perimeter] = match acm {
            13 => [end.area.unwrap_or(0.0) * self.factor * self.factor, end.perimeter.unwrap_or(0.0) * self.factor],
            _ => self.size(end, acm == 2 || self.calcacm),
        };
        if perimeter > self.width {
            [area * bottom, (perimeter - self.width) * side, self.width * gate]
        } else if acm == 2 {
            [area * bottom, perimeter * gate, 0.0]
        } else {
            [area * bottom, 0.0, perimeter * gate]
        }
    }
}
