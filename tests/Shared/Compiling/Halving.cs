namespace TypedSender.Shared.Compiling;

/// <summary>Finds the inputs of a run that end it.</summary>
internal static class Halving
{
    /// <summary>Halves the inputs until those are found that, each alone, end the run.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="survives">Whether a run with some of them ends well.</param>
    public static IReadOnlyList<T> Find<T>(IReadOnlyList<T> inputs, Func<IReadOnlyList<T>, bool> survives)
    {
        if (inputs.Count == 0 || survives(inputs))
        {
            return [];
        }

        if (inputs.Count == 1)
        {
            return [inputs[0]];
        }

        int half = inputs.Count / 2;
        return [.. Find([.. inputs.Take(half)], survives), .. Find([.. inputs.Skip(half)], survives)];
    }
}
