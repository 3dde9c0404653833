using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The closed types that are parsed on a thread, each below the one that holds it. A type that is met again below itself ends the recursion, and what is found there depends on that type being
/// parsed: such a result is kept only as long as it is.
/// </summary>
internal sealed class ClosedStack
{
    // A type that holds itself with other type arguments may end; one that does so with ever longer ones does not.
    private const int MostOfOneDefinition = 4;

    private const int Independent = -1;

    [ThreadStatic]
    private static ClosedStack? t_current;

    private readonly List<Frame> _frames = new();

    public static ClosedStack Current => t_current ??= new ClosedStack();

    /// <summary>Finds what is known while the present types are parsed; true with null for one of them.</summary>
    public bool TryFind(INamedTypeSymbol closed, out ClosedCode? code)
    {
        code = null;
        int same = _frames.FindLastIndex(frame => SymbolEqualityComparer.IncludeNullability.Equals(frame.Type, closed));
        if (same >= 0)
        {
            DependOn(same);
            return true;
        }

        for (int i = _frames.Count - 1; i >= 0; i--)
        {
            if (_frames[i].Results.TryGetValue(closed, out code))
            {
                DependOn(i);
                return true;
            }
        }

        return false;
    }

    /// <summary>Parses a type.</summary>
    /// <param name="closed">The type.</param>
    /// <param name="parse">Makes the result.</param>
    /// <param name="isFinal">Whether the result depends on the type alone.</param>
    public ClosedCode Run(INamedTypeSymbol closed, Func<ClosedCode> parse, out bool isFinal)
    {
        var frame = new Frame(closed);
        _frames.Add(frame);
        ClosedCode code;
        try
        {
            code = parse();
        }
        finally
        {
            _frames.RemoveAt(_frames.Count - 1);
        }

        isFinal = frame.Dependency == Independent;
        if (!isFinal)
        {
            _frames[frame.Dependency].Results[closed] = code;
        }

        return code;
    }

    /// <summary>Whether the type that is parsed is one too many of its definition.</summary>
    public bool IsEndless()
    {
        INamedTypeSymbol closed = _frames[_frames.Count - 1].Type;
        var others = new List<int>();
        for (int i = 0; i < _frames.Count - 1; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(_frames[i].Type.OriginalDefinition, closed.OriginalDefinition))
            {
                others.Add(i);
            }
        }

        if (others.Count < MostOfOneDefinition)
        {
            return false;
        }

        others.ForEach(DependOn);
        return true;
    }

    /// <summary>Notes that what is parsed above a frame depends on it. Those below it know already what a result that is kept there depends on.</summary>
    private void DependOn(int index)
    {
        for (int i = index + 1; i < _frames.Count; i++)
        {
            _frames[i].Dependency = Math.Max(_frames[i].Dependency, index);
        }
    }

    private sealed class Frame
    {
        public Frame(INamedTypeSymbol type) => Type = type;

        public INamedTypeSymbol Type { get; }

        /// <summary>The innermost frame below this one that its result depends on.</summary>
        public int Dependency { get; set; } = Independent;

        /// <summary>Results that depend on this frame, and on no frame above it.</summary>
        public Dictionary<INamedTypeSymbol, ClosedCode> Results { get; } = new(SymbolEqualityComparer.IncludeNullability);
    }
}
