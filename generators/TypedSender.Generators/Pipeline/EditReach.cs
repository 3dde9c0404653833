using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Pipeline;

/// <summary>
/// The files of a compilation in which something may mean something else than in an earlier compilation with the same settings. C# refers to a type of source by its name alone, or through a type
/// that it names. So an edit of a file reaches the files that contain the name of a type it declares, or declared, and those that contain the name of a type declared in one of these, and so on; a
/// namespace that comes or goes, those that contain a part of its name.
/// </summary>
internal sealed class EditReach
{
    private readonly Dictionary<SyntaxTree, SyntaxTree> _earlier = new();
    private readonly HashSet<SyntaxTree> _reached = new();

    private EditReach()
    {
    }

    /// <summary>Whether every file is reached.</summary>
    public bool IsEverything { get; private set; }

    /// <summary>Whether no file is reached.</summary>
    public bool IsNothing => !IsEverything && _reached.Count == 0 && !HasRemoved;

    /// <summary>Whether a file was removed.</summary>
    public bool HasRemoved { get; private set; }

    /// <summary>The files that have been replaced by others that declare the same, by those that replace them.</summary>
    public IReadOnlyDictionary<SyntaxTree, SyntaxTree> Replaced => _earlier;

    public bool Reaches(SyntaxTree tree) => IsEverything || _reached.Contains(tree);

    /// <summary>The version of the file, or one that declares the same, in the earlier compilation.</summary>
    public SyntaxTree Earlier(SyntaxTree tree) => _earlier.TryGetValue(tree, out SyntaxTree? earlier) ? earlier : tree;

    public static EditReach Everything() => new() { IsEverything = true };

    public static EditReach Of(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after)
    {
        var reach = new EditReach();
        reach.Find(before, after);
        return reach;
    }

    private void Find(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after)
    {
        if (before == after)
        {
            return;
        }

        // What stays the same at both ends is most of it.
        int first = 0;
        while (first < before.Length && first < after.Length && ReferenceEquals(before[first], after[first]))
        {
            first++;
        }

        int last = 0;
        while (last < before.Length - first && last < after.Length - first && ReferenceEquals(before[before.Length - 1 - last], after[after.Length - 1 - last]))
        {
            last++;
        }

        var changed = new List<SyntaxTree>();
        if (!Compare(before, after, first, last, changed))
        {
            IsEverything = true;
        }
        else if (changed.Count > 0)
        {
            Spread(changed, after);
        }
    }

    /// <summary>Compares what differs; false if files stand in another order, which decides the order of members of partial types.</summary>
    private bool Compare(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after, int first, int last, List<SyntaxTree> changed)
    {
        var earlier = new Dictionary<string, int>();
        for (int i = first; i < before.Length - last; i++)
        {
            if (earlier.ContainsKey(before[i].FilePath))
            {
                return false;
            }

            earlier.Add(before[i].FilePath, i);
        }

        int position = -1;
        for (int i = first; i < after.Length - last; i++)
        {
            if (!earlier.TryGetValue(after[i].FilePath, out int index))
            {
                changed.Add(after[i]);
                continue;
            }

            earlier.Remove(after[i].FilePath);
            if (index < position)
            {
                return false;
            }

            position = index;
            if (!ReferenceEquals(before[index], after[i]))
            {
                if (DeclarationState.DeclareTheSame(before[index], after[i]))
                {
                    _earlier.Add(after[i], before[index]);
                }
                else
                {
                    changed.Add(before[index]);
                    changed.Add(after[i]);
                }
            }
        }

        foreach (int removed in earlier.Values)
        {
            HasRemoved = true;
            changed.Add(before[removed]);
        }

        return true;
    }

    private void Spread(List<SyntaxTree> changed, ImmutableArray<SyntaxTree> after)
    {
        var names = new HashSet<int>();
        foreach (SyntaxTree tree in changed)
        {
            Add(tree, names);
        }

        var remaining = new List<SyntaxTree>();
        var present = new HashSet<SyntaxTree>(changed);
        foreach (SyntaxTree tree in after)
        {
            if (present.Contains(tree))
            {
                _reached.Add(tree);
            }
            else
            {
                remaining.Add(tree);
            }
        }

        AddNamespaces(changed, remaining, names);
        while (!IsEverything && names.Count > 0)
        {
            var more = new HashSet<int>();
            remaining.RemoveAll(tree =>
            {
                bool isReached = FileNames.Of(tree).MayMention(names);
                if (isReached)
                {
                    _reached.Add(tree);
                    Add(tree, more);
                }

                return isReached;
            });
            names = more;
        }
    }

    private void Add(SyntaxTree tree, HashSet<int> names)
    {
        FileNames file = FileNames.Of(tree);
        IsEverything |= file.IsGlobal;
        foreach (string type in file.Types)
        {
            names.Add(FileNames.Hash(type));
        }
    }

    /// <summary>Adds the names of namespaces that one version of a file declares and another does not, unless a file that stays the same declares them.</summary>
    private static void AddNamespaces(List<SyntaxTree> changed, List<SyntaxTree> remaining, HashSet<int> names)
    {
        var versions = new Dictionary<string, HashSet<string>>();
        foreach (SyntaxTree tree in changed)
        {
            if (versions.TryGetValue(tree.FilePath, out HashSet<string>? other))
            {
                other.SymmetricExceptWith(FileNames.Of(tree).Namespaces);
            }
            else
            {
                versions.Add(tree.FilePath, new HashSet<string>(FileNames.Of(tree).Namespaces));
            }
        }

        foreach (HashSet<string> differing in versions.Values)
        {
            for (int i = 0; i < remaining.Count && differing.Count > 0; i++)
            {
                differing.ExceptWith(FileNames.Of(remaining[i]).Namespaces);
            }

            foreach (string space in differing)
            {
                names.Add(FileNames.Hash(space.Substring(space.LastIndexOf('.') + 1)));
            }
        }
    }
}
