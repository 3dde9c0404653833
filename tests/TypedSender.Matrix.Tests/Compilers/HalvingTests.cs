namespace TypedSender.Matrix.Tests.Compilers;

public class HalvingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("3 4 11")]
    [InlineData("0 1 2 3 4 5 6 7 8 9 10 11 12")]
    public void Those_that_end_a_run_are_found(string deadly)
    {
        int[] expected = [.. deadly.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        Assert.Equal(expected, Halving.Find([.. Enumerable.Range(0, 13)], some => !some.Any(expected.Contains)));
    }
}
