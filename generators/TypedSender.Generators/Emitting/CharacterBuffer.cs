using System;
using System.Collections.Generic;

namespace TypedSender.Generators.Emitting;

/// <summary>Characters that grow in an array, which the next buffer of the thread takes over. A file is printed in a few of them, and a project has thousands of files.</summary>
internal sealed class CharacterBuffer
{
    private const int InitialLength = 4096;

    // An array of more is left to the collector, as are those that a thread has more than a file needs at once.
    private const int MaxKeptLength = 128 * 1024;
    private const int MaxKept = 8;

    [ThreadStatic]
    private static Stack<char[]>? t_free;

    /// <summary>The array, of which the first <see cref="Length"/> characters count.</summary>
    public char[] Characters { get; private set; } = Array.Empty<char>();

    public int Length { get; set; }

    public void Append(string text)
    {
        Reserve(text.Length);
        text.CopyTo(0, Characters, Length, text.Length);
        Length += text.Length;
    }

    public void Append(char[] text, int start, int count)
    {
        Reserve(count);
        Array.Copy(text, start, Characters, Length, count);
        Length += count;
    }

    public void Append(char character, int count)
    {
        Reserve(count);
        for (int i = 0; i < count; i++)
        {
            Characters[Length++] = character;
        }
    }

    public bool EndsWith(string suffix)
    {
        int offset = Length - suffix.Length;
        for (int i = 0; i < suffix.Length; i++)
        {
            if (offset < 0 || Characters[offset + i] != suffix[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Empties the buffer, and leaves its array to others of the thread.</summary>
    public void Release()
    {
        Stack<char[]> free = t_free ??= new Stack<char[]>();
        if (Characters.Length is > 0 and <= MaxKeptLength && free.Count < MaxKept)
        {
            free.Push(Characters);
        }

        Characters = Array.Empty<char>();
        Length = 0;
    }

    public override string ToString() => new(Characters, 0, Length);

    private void Reserve(int count)
    {
        int needed = Length + count;
        if (needed <= Characters.Length)
        {
            return;
        }

        if (Characters.Length == 0 && t_free is { Count: > 0 } free && free.Peek().Length >= needed)
        {
            Characters = free.Pop();
            return;
        }

        char[] larger = new char[Math.Max(needed, Math.Max(InitialLength, Characters.Length * 2))];
        Array.Copy(Characters, larger, Length);
        Characters = larger;
    }
}
