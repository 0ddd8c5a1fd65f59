export const REDEMPTION_COLOURS = { submitted: 'blue', checked: 'gold', redeemed: 'green', refused: 'red', withdrawn: 'default' } as const
