namespace TypedSender.Matrix.Tests.Covering;

public class CoveringArrayTests
{
    private static readonly int[] Levels = [5, 4, 3, 3, 2];

    [Fact]
    public void Every_pair_is_in_a_row_and_the_rows_are_few()
    {
        HashSet<Pair> all = [.. Pair.All(Levels)];
        CoveringArray array = new(Levels, all);
        array.CoverPairs();

        Assert.Empty(array.Uncovered);
        Assert.Empty(all.Except(array.Rows.SelectMany(Pair.In)));
        Assert.InRange(array.Rows.Count, 20, 30);
    }

    [Fact]
    public void No_row_holds_a_pair_that_may_not_occur()
    {
        HashSet<Pair> legal = [.. Pair.All(Levels).Where(pair => (pair.FirstLevel + pair.SecondLevel) % 4 != 1)];
        CoveringArray array = new(Levels, legal);
        array.CoverPairs();

        Assert.All(array.Rows.SelectMany(Pair.In), pair => Assert.Contains(pair, legal));
        Assert.All(array.Uncovered, pair => Assert.DoesNotContain(pair, array.Rows.SelectMany(Pair.In)));
    }

    [Fact]
    public void A_combination_that_is_asked_for_is_in_a_row()
    {
        CoveringArray array = new(Levels, (HashSet<Pair>)[.. Pair.All(Levels)]);
        array.Cover([[4, -1, 2, 1, -1], [4, -1, 2, 2, -1]]);

        Assert.Equal(2, array.Rows.Count);
        Assert.Contains(array.Rows, row => row is [4, _, 2, 1, _]);
        Assert.Contains(array.Rows, row => row is [4, _, 2, 2, _]);
    }

    [Fact]
    public void The_same_input_makes_the_same_rows()
    {
        Assert.Equal(Make(), Make());

        static IEnumerable<string> Make()
        {
            CoveringArray array = new(Levels, (HashSet<Pair>)[.. Pair.All(Levels)]);
            array.CoverPairs();
            return array.Rows.Select(row => string.Join(' ', row));
        }
    }
}
